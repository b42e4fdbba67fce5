import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { isConformant, run } from "@appointment-registry/conformance";
import type { Report, TestInputs } from "@appointment-registry/conformance";
import { claims, newSigningKey, sign } from "@appointment-registry/test-kit";
import { HapiServer, hasHapi } from "../harness/hapi.js";

/**
 * Requirements that a plain HAPI server meets; the trace of each was checked. The server requires no token, reads neither `If-Match` nor
 * `If-None-Exist`, compares nothing and has no rules. If a requirement on these passed, the kit would be at fault.
 */
const KEPT = `
  cancel-mutual-tls cancel-put-json cancel-put-xml cancel-profile-named cancel-status-200 cancel-location-put cancel-body
  cancel-stored cancel-invalid-400 caller-certificate caller-certificate-unknown caller-metadata-open caller-spine-headers
  register-status-201 register-location register-etag register-id-ignored register-participant-reference register-unreadable-400
  read-unknown-id read-unknown-parameter read-versions-kept search-patient-identifier-chain search-form search-bundle
  search-nothing search-one-patient search-every-status search-identifier-final search-format capabilities-valid
  capabilities-interactions capabilities-nothing-else capabilities-formats change-entered-in-error choice-versioned-url
  choice-order-readable choice-order-id choice-equal-formats choice-end-before-start choice-past-readable format-json-types
  format-xml-types format-content-type format-accept format-parameter format-parameter-body read-matches-url read-etag
  read-if-none-match update-id-missing update-id-other update-returned-as-stored prefer-minimal prefer-representation
  prefer-failure create-id-ignored history-bundle history-request history-resource history-count search-self-link
  search-posted-form outcome-severity-code outcome-valid json-no-empties json-resource-type json-decimal xml-attributes
  xml-narrative xml-comments
`;

const suite = hasHapi ? describe : describe.skip;

suite("the conformance kit on a plain HAPI server", () => {
  let server: HapiServer;
  let inputs: TestInputs;
  beforeAll(async () => {
    server = await HapiServer.start();
    const { baseUrl, tls } = server;
    const token = await sign(newSigningKey(), claims({ aud: baseUrl }));
    inputs = { baseUrl, endpoint: tls, token };
  });
  afterAll(() => server?.stop());

  const passed = ({ results }: Report) =>
    results.filter(({ outcome }) => outcome === "passed").map(({ requirement }) => requirement.id);

  it("passes only the requirements that the server meets", async () => {
    const report = await run(inputs);
    expect(passed(report)).toEqual(KEPT.trim().split(/\s+/));
    expect(report.results.filter(({ outcome }) => outcome === "blocked")).toEqual([]);
    expect(isConformant(report)).toBe(false);
  }, 600_000);

  it("does not let unmet choices decide the result", async () => {
    const report = await run(inputs, { only: ["choice-order-media-type", "choice-if-match-star"] });
    expect(report.results.map(({ outcome }) => outcome)).toEqual(["failed", "failed"]);
    expect([isConformant(report), isConformant(report, true)]).toEqual([true, false]);
  }, 600_000);
});
