/** The interaction ids that a token must grant (registry-interactions, "Caller identity"). */
export const INTERACTION_IDS = {
  create: "urn:nhs:names:services:careconnect:fhir:rest:create:appointment",
  read: "urn:nhs:names:services:careconnect:fhir:rest:read:appointment",
  search: "urn:nhs:names:services:careconnect:fhir:rest:search:appointment",
  update: "urn:nhs:names:services:careconnect:fhir:rest:update:appointment",
} as const;
export type Permission = keyof typeof INTERACTION_IDS;
