import { getBinding } from "../requirement.js";
import type { Binding, Page } from "../requirement.js";
import { REQUIREMENTS } from "../requirements.js";

const TITLES: Readonly<Record<Page, string>> = {
  cancel_registered_appointment: "Cancel a registered appointment",
  "registry-interactions": "The registry's interactions",
  "fhir-stu3-rules": "FHIR STU3",
};

/** Returns every requirement as a page of documentation. */
export function describeRequirements(): string {
  const pages = (Object.keys(TITLES) as Page[]).map((page) => {
    const rows = REQUIREMENTS.filter((requirement) => requirement.page === page).map(
      ({ id, level, section, sentence, quote, otherwise }) => {
        const choice = otherwise === undefined ? "" : `<br>What else conforms: ${otherwise}`;
        return `| \`${id}\` | ${level} | ${cell(`${sentence}${choice}`)} | ${section}: “${cell(quote)}” |`;
      },
    );
    return `## ${TITLES[page]}

From \`${page}.md\` of the specification.

| requirement | level | what is tested | the page |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
  });
  return `<!-- Generated from the requirements of tools/conformance (npm run generate). Do not edit. -->

# Conformance

The conformance kit tests a registry against the specification, sentence by sentence. It has ${REQUIREMENTS.length} requirements in our own words, each
with the sentence of the specification that it comes from and with a black-box test over the network.
\`npm run conformance\` runs the tests against any base URL:

    npm run --silent build
    npm run --silent conformance -- init partner.json           # a settings file to fill in
    npm run --silent conformance -- --settings partner.json --dry-run
    npm run --silent conformance -- --settings partner.json --junit report.xml --html report.html --markdown report.md

For the sandbox (\`npm start -- --failing\`), use \`--settings .sandbox/conformance.json\`; these settings are complete, so nothing is left untested.

## Levels

| level | meaning | fails a run |
| --- | --- | --- |
| ${levels("must")} MUST, MUST NOT, WILL | what the pages require of a registry | yes |
| ${levels("should")} SHOULD, SHOULD NOT | advice of the pages or of FHIR STU3 | with \`--strict\` |
| ${levels("choice")} CHOICE | our interpretation of an ambiguous sentence, or an addition; the row says what else conforms, and [the list of ambiguities](ambiguities.md) gives the reason | with \`--strict\` |

\`--level must\` tests only the binding requirements; \`--only\` and \`--except\` take ids and patterns (\`--only 'cancel-*'\`).

## Outcomes

- \`passed\`: the registry meets the requirement. A status alone is never enough. The kit reads back what it registered and parses every
  body. It checks that an error response has an OperationOutcome (a 400 or 500 may lack it) and has changed nothing, and that the same
  request without the fault is accepted.
- \`failed\`: the registry does not meet it. The report has the expected and the actual result, and the requests.
- \`blocked\`: the kit could not register or cancel what the test needs, or the request is rejected even without the fault. Another
  requirement is not met.
- \`not tested\`: the inputs do not suffice, and the reason says what is missing. There are no other reasons.

The exit code is 0 if every tested binding requirement passed, and 1 if one failed or was blocked. It is 2 if there was no run: the
registry cannot be reached, the server does not behave like a registry (it answers 200 to everything), or the inputs are invalid. Then
one line on standard error gives the reason and the option or setting.

## Options for your environment

- **Certificates.** \`--ca\` is for the registry, \`--token-ca\` for the token URL, \`--faulty-ca\` for the failing instance. Without
  \`--token-ca\`, the kit trusts the CA of the registry and the public roots there. An error names the server and the option.
- **Settings.** A settings file has the options as JSON members (\`tokenUrl\` for \`--token-url\`, \`baseUrl\` for \`--url\`). The
  command line, \`REGISTRY_TOKEN\` and \`REGISTRY_CLIENT_SECRET\` override it; values of repeatable options are combined.
- **Tokens.** They come from a token URL, with \`--client-auth\` \`client_secret_post\`, \`client_secret_basic\` or \`private_key_jwt\`; from
  \`--token-command\`, which gets the scope in \`CONFORMANCE_SCOPE\`; from \`--token\` (or \`REGISTRY_TOKEN\`); or from \`--token-for\`, one for
  each permission. The \`caller-may-*\` requirements need tokens that lack a permission: from a token URL or command that respects the scope,
  or from \`--limited-token\`. An assertion of \`private_key_jwt\` has the token URL as its audience.
- **Proxies.** \`--proxy\`, or \`HTTPS_PROXY\`, \`HTTP_PROXY\` and \`NO_PROXY\`.
- **Gateways.** With an \`http:\` URL the kit prints a warning and does not test mutual TLS. \`--public-url\` is the registry's own base URL
  if it differs from the called URL.
- **Limits.** A response must be complete within \`--timeout\` (30 s) and 16 MiB, and the run within \`--deadline\` (30 minutes).
- \`--limited-token\`, \`--equivalent-token\`, \`--expired-token\`, \`--not-yet-valid-token\`, \`--other-audience-token\`,
  \`--other-issuer-token\`, \`--faulty-url\` and \`--log\` are needed for a complete run; \`--dry-run\` lists what is missing, and sends nothing.

The kit registers its own entries, for NHS numbers that are not issued to anyone, and leaves them in the registry, since no interaction can
delete them. It changes only its own entries. It sends one DELETE request for one of them, by its id, to test that this is rejected.

The kit is independent of our codec: it parses XML with fast-xml-parser and JSON with \`JSON.parse\`, and validates both with schemas
generated from STU3's definitions. It is tested itself (\`apps/registry-e2e/src/conformance\`): on our registry, where every requirement is tested and
passes; on deliberately faulty registries, at least one for each requirement, where it must name that requirement; and on a plain HAPI server and
two variants of a registry that implements only the contract's page, where exactly the requirements that they meet must pass.

${pages.join("\n")}`;
}

const levels = (binding: Binding): number => REQUIREMENTS.filter((each) => getBinding(each) === binding).length;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("*", "\\*");
