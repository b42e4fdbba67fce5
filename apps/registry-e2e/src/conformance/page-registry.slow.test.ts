import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { REQUIREMENTS, isBinding, isConformant, run } from "@appointment-registry/conformance";
import type { Report } from "@appointment-registry/conformance";
import { claims, createAuthority, newSigningKey, sign } from "@appointment-registry/test-kit";
import { PageRegistry } from "./page-registry/page-registry.js";
import type { PageRegistryOptions } from "./page-registry/page-registry.js";

const ISSUER = "https://issuer.supplier.example";
const HOUR = 3600;

const TERSE: PageRegistryOptions = {
  etag: (version) => `"${version}"`,
  showsRegistered: false,
  json: "application/fhir+json",
  xml: "application/fhir+xml",
  order: ["If-Match", "body", "token"],
  unknown: 404,
  repeats: false,
  targets: ["cancelled"],
  comparesVersion: true,
  open: false,
  search: /^patient\.identifier$/,
};
const LENIENT: PageRegistryOptions = {
  etag: (version) => `W/"${version}"`,
  showsRegistered: true,
  json: "application/json;charset=UTF-8",
  xml: "text/xml; charset=utf-8",
  order: ["token", "If-Match", "body"],
  unknown: 405,
  repeats: true,
  targets: ["cancelled", "entered-in-error"],
  comparesVersion: false,
  open: true,
  search: /identifier$|actor$/,
};

/** Requirements of the other pages that the registry meets with any options; the trace of each was checked. */
const KEPT = `
  caller-403-not-401 caller-audience-array caller-certificate caller-certificate-unknown caller-spine-headers
  caller-token-altered caller-token-audience caller-token-expired caller-token-foreign-key caller-token-issuer
  caller-token-malformed caller-token-missing caller-token-not-yet caller-token-scheme caller-token-unsigned
  capabilities-formats capabilities-nothing-else capabilities-valid change-addition change-cancelled-final
  change-identifier change-in-xml change-meta change-other-status change-patient change-reason change-start
  change-within choice-end-before-start choice-equal-formats choice-equal-order choice-order-condition
  choice-order-version choice-past-readable choice-versioned-url choice-versioned-url-if-match
  choice-versioned-url-stale create-id-ignored format-errors format-json-types format-xml-types invariant-app-1
  invariant-app-2 invariant-dom json-no-empties json-resource-type outcome-severity-code outcome-valid prefer-failure
  read-matches-url read-unknown-id read-unknown-version read-versions-kept register-id-ignored register-location
  register-participant-reference register-profile-422 register-status-201 register-unreadable-400 search-every-status
  search-no-paging search-one-patient search-patient-identifier-chain search-reference-participant update-conflict-409
  update-id-missing update-id-other update-if-match-412 update-returned-as-stored xml-attributes xml-comments
  xml-namespace
`;
const words = (text: string): string[] => text.trim().split(/\s+/);
const ids = (results: Report["results"], outcome: string): string[] =>
  results.filter((result) => result.outcome === outcome).map(({ requirement }) => requirement.id);
const ofThePage = ({ results }: Report): Report["results"] =>
  results.filter(({ requirement }) => requirement.page === "cancel_registered_appointment");

describe.each([
  [
    "terse",
    TERSE,
    "change-cancelled-twice choice-if-match-strong choice-order-exists choice-repeated-409 choice-unknown-id",
  ],
  [
    "lenient",
    LENIENT,
    `caller-metadata-open change-entered-in-error choice-if-match-weak choice-meta-ignored choice-order-token prefer-representation read-etag register-body register-etag search-actor-demographics-bar search-actor-demographics-slash search-participant-actor search-participant-actor-patient-identifier search-patient-identifier-modifier`,
  ],
])("the kit on a %s registry that follows only the contract's page", (_, manners, alsoKept) => {
  let registry: PageRegistry;
  let report: Report;
  beforeAll(async () => {
    const authority = await createAuthority("authority of a supplier");
    const own = await authority.issue("CN=localhost", { usage: "server" });
    const { cert, key } = await authority.issue("CN=client");
    const signing = newSigningKey("RS256");
    const tls = { cert: own.cert, key: own.key, ca: authority.cert };
    registry = await PageRegistry.start(tls, { name: ISSUER, key: signing.publicKey }, manners);
    const { baseUrl, faultyUrl } = registry;
    const now = Math.floor(Date.now() / 1000);
    const token = (changes: Record<string, unknown> = {}) =>
      sign(signing, claims({ iss: ISSUER, aud: baseUrl, ...changes }));
    report = await run({
      baseUrl,
      faultyUrl,
      endpoint: { ca: authority.cert, cert, key },
      token: await token(),
      equivalentTokens: [await token({ aud: ["https://another.example", baseUrl] })],
      expiredToken: await token({ exp: now - HOUR }),
      notYetValidToken: await token({ nbf: now + HOUR }),
      otherAudienceToken: await token({ aud: "https://another.example" }),
      otherIssuerToken: await token({ iss: "https://another.example" }),
    });
  });
  afterAll(() => registry?.stop());

  it("passes every binding requirement of that page", () => {
    const binding = ofThePage(report).filter(({ requirement }) => isBinding(requirement));
    expect(ids(binding, "passed")).toEqual(binding.map(({ requirement }) => requirement.id));
    expect(binding).toHaveLength(29);
  });

  it("passes only those requirements of the other pages that the registry meets", () => {
    const others = report.results.filter((result) => !ofThePage(report).includes(result));
    expect(ids(others, "passed").toSorted()).toEqual([...words(KEPT), ...words(alsoKept)].toSorted());
    expect(ids(others, "blocked")).toEqual([]);
  });

  it("does not let unmet choices decide the result", () => {
    const page = { ...report, results: ofThePage(report) };
    expect(ids(page.results, "failed")).toEqual(["cancel-difference-element"]);
    expect([isConformant(page), isConformant(page, true)]).toEqual([true, false]);
    expect(REQUIREMENTS).toHaveLength(report.results.length);
  });
});
