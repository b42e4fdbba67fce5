import type { InteractionName, InteractionRow } from "@appointment-registry/registry-contract";
import { INTERACTIONS, SEARCH_PARAMETERS } from "@appointment-registry/registry-contract";

export interface CapabilityFacts {
  readonly baseUrl: string;
  readonly softwareVersion: string;
  /** The supported interactions: those of the route table. */
  readonly served: readonly InteractionName[];
  /** The media types that can be read and written. */
  readonly formats: readonly string[];
}

/** Date of the last change to the content of the statement. */
const DATE = "2026-11-27";
const CARECONNECT_APPOINTMENT = "https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1";
const TYPE_LEVEL: readonly InteractionRow["code"][] = [
  "create",
  "read",
  "vread",
  "update",
  "history-instance",
  "search-type",
];

/** `capabilities` (STU3 capabilitystatement.html): generated from the tables that requests are served from. */
export function capabilities({ baseUrl, softwareVersion, served, formats }: CapabilityFacts): fhir.CapabilityStatement {
  const rows: readonly InteractionRow[] = served.map((name) => INTERACTIONS[name]);
  const offered = new Map(rows.map((row) => [row.code, row] as const).reverse());
  return {
    resourceType: "CapabilityStatement",
    url: `${baseUrl}/metadata`,
    version: softwareVersion,
    name: "AppointmentRegistry",
    title: "Appointment Registry",
    status: "active",
    date: DATE,
    description: "An index of appointments booked elsewhere: registered, found by NHS number, retrieved and cancelled.",
    kind: "instance",
    software: { name: "Appointment Registry", version: softwareVersion },
    implementation: { description: "Appointment Registry", url: baseUrl },
    fhirVersion: "3.0.1",
    acceptUnknown: "no",
    format: [...formats],
    profile: [{ reference: CARECONNECT_APPOINTMENT }],
    rest: [
      {
        mode: "server",
        documentation: "Every request needs a client certificate and, except for this statement, an access token.",
        security: {
          cors: false,
          service: [
            {
              coding: [
                { system: "http://hl7.org/fhir/restful-security-service", code: "OAuth", display: "OAuth" },
                {
                  system: "http://hl7.org/fhir/restful-security-service",
                  code: "Certificates",
                  display: "Certificates",
                },
              ],
              text: "TLS with mutual authentication, and a JWT obtained with OAuth 2 client credentials",
            },
          ],
          description:
            "The token is sent as `Authorization: Bearer`. It grants interactions by their NHS interaction ids in scope, scp, groups or roles.",
        },
        resource: [
          {
            type: "Appointment",
            profile: { reference: CARECONNECT_APPOINTMENT },
            interaction: TYPE_LEVEL.filter((code) => offered.has(code)).map((code) => {
              const documentation = offered.get(code)?.documentation;
              return {
                code: code as fhir.CapabilityStatementRestResourceInteraction["code"],
                ...(documentation === undefined ? {} : { documentation }),
              };
            }),
            versioning: "versioned-update",
            readHistory: true,
            updateCreate: false,
            conditionalCreate: true,
            conditionalRead: "full-support",
            conditionalUpdate: false,
            conditionalDelete: "not-supported",
            searchParam: SEARCH_PARAMETERS.flatMap(({ name, type, definition, documentation }) =>
              type === undefined
                ? []
                : [
                    {
                      name,
                      ...(definition === undefined ? {} : { definition }),
                      type,
                      documentation,
                    },
                  ],
            ),
          },
        ],
        ...(offered.has("operation")
          ? {
              operation: [
                {
                  name: "validate",
                  definition: { reference: "http://hl7.org/fhir/OperationDefinition/Resource-validate" },
                },
              ],
            }
          : {}),
      },
    ],
  };
}
