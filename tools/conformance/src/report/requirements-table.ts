import { bindingOf } from "../requirement.js";
import type { Binding, Page } from "../requirement.js";
import { REQUIREMENTS } from "../requirements.js";

const TITLES: Readonly<Record<Page, string>> = {
  cancel_registered_appointment: "Cancel a registered appointment",
  "registry-interactions": "The registry's interactions",
  "fhir-stu3-rules": "FHIR STU3",
};

/** Every requirement as a page of documentation. */
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

What a registry is tested for, sentence by sentence: ${REQUIREMENTS.length} requirements in our own words, each with the sentence of the
page that it comes from and with a test that calls a registry over the wire, and knows nothing of how it is built.
\`npm run conformance\` runs them against any base URL:

    npm run --silent build
    npm run --silent conformance -- init partner.json           # a settings file to fill in
    npm run --silent conformance -- --settings partner.json --dry-run
    npm run --silent conformance -- --settings partner.json --junit report.xml --html report.html --markdown report.md

Against the sandbox (\`npm start -- --failing\`), \`--settings .sandbox/conformance.json\` has everything, so that nothing is left untested.

## Levels

| level | means | fails a run |
| --- | --- | --- |
| ${levels("must")} MUST, MUST NOT, WILL | what the pages demand of a registry | yes |
| ${levels("should")} SHOULD, SHOULD NOT | advice of the pages or of FHIR STU3 | with \`--strict\` |
| ${levels("choice")} CHOICE | our reading where the pages leave more than one, or an extra; the row says what else conforms, and [the register](ambiguities.md) why we chose so | with \`--strict\` |

\`--level must\` tests what binds alone; \`--only\` and \`--except\` take ids and patterns (\`--only 'cancel-*'\`).

## Outcomes

- \`passed\`: the registry did what the row says. No row passes on a status alone: what is registered is read back, what is readable is
  parsed, what is refused has its OperationOutcome (a 400 or 500 may lack it) and left the entry as it was, and the same without the
  fault is accepted.
- \`failed\`: it did not. The report has what was expected, what came, and the requests.
- \`blocked\`: what the test needs could not be registered or cancelled, or the same without the fault is refused as well, so another
  requirement is not met.
- \`not tested\`: the inputs given do not suffice, and the reason says what would. Nothing else is not tested.

The exit code is 0 if every binding requirement that was tested passed, 1 if one failed or was blocked, 2 if there was no run: the
registry cannot be called, does not answer as one (a server that says 200 to everything is none), or the inputs cannot be used. Then
one line on standard error says why, with the option or the setting.

## What a partner's surroundings need

- **Certificates.** \`--ca\` is for the registry, \`--token-ca\` for the token URL, \`--faulty-ca\` for the failing instance. Without
  \`--token-ca\`, the CA of the registry and the public roots are trusted there. An error names the server and the option.
- **Settings.** A settings file has the options by their names in JSON (\`tokenUrl\` for \`--token-url\`, \`baseUrl\` for \`--url\`). The
  command line, \`REGISTRY_TOKEN\` and \`REGISTRY_CLIENT_SECRET\` go before it; of what may be repeated both count.
- **Tokens.** From a token URL, with \`--client-auth\` \`client_secret_post\`, \`client_secret_basic\` or \`private_key_jwt\`; from
  \`--token-command\`, which finds the scope in \`CONFORMANCE_SCOPE\`; from \`--token\` (or \`REGISTRY_TOKEN\`); or one for each permission
  with \`--token-for\`. The \`caller-may-*\` rows need tokens that lack a permission: a token URL or command that heeds the scope gives
  them, else \`--limited-token\`.
  An assertion of \`private_key_jwt\` names the token URL as its audience.
- **Proxies.** \`--proxy\`, or \`HTTPS_PROXY\`, \`HTTP_PROXY\` and \`NO_PROXY\`.
- **Gateways.** An \`http:\` URL is called with a warning, and mutual TLS is then not tested. \`--public-url\` is what the registry calls
  itself, where that is not the URL that is called.
- **Limits.** An answer must be complete within \`--timeout\` (30 s) and 16 MiB, and the run within \`--deadline\` (30 minutes).
- \`--limited-token\`, \`--equivalent-token\`, \`--expired-token\`, \`--not-yet-valid-token\`, \`--other-audience-token\`,
  \`--other-issuer-token\`, \`--faulty-url\` and \`--log\` complete a run; \`--dry-run\` lists what is missing, and sends nothing.

The kit registers entries of its own, for NHS numbers that are issued to nobody, and leaves them: no interaction of a registry
deletes. It changes no entry but its own, and asks to delete one of them, by its id, to see that refused.

It reads XML with fast-xml-parser and JSON with the parser of the platform, and validates both by schemas made from STU3's definitions: a
fault of our codec cannot hide from it. It is tested itself: on our registry, where everything passes and nothing is left untested; on
registries that are broken on purpose, at least one for each requirement, which it must name; on a plain HAPI server, and on a registry
that follows the contract's page alone, in two manners, where the rows that they keep pass and no other
(\`apps/registry-e2e/src/conformance\`).

${pages.join("\n")}`;
}

const levels = (binding: Binding): number => REQUIREMENTS.filter((each) => bindingOf(each) === binding).length;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("*", "\\*");
