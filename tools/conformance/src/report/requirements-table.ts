import type { Page } from "../requirement.js";
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
      ({ id, level, section, sentence }) =>
        `| \`${id}\` | ${section} | ${level} | ${sentence.replaceAll("|", "\\|")} |`,
    );
    return `## ${TITLES[page]}

From \`${page}.md\` of the specification.

| requirement | section | level | what is asked |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
  });
  return `<!-- Made by \`npm run --silent conformance -- --list\`; a test holds the two together. -->

# Conformance

What an Appointment Registry must do, sentence by sentence: ${REQUIREMENTS.length} requirements in our own words, each with a test
that asks a registry over the wire, knowing nothing of how it is built. \`npm run conformance\` runs them against any base URL:

    npm run --silent build
    npm run --silent conformance -- --url https://registry.example/STU3 --ca ca.pem --cert client.pem --key client.key \\
      --token-url https://issuer.example/token --client-id ID --junit report.xml --html report.html

The secret is best given in \`REGISTRY_CLIENT_SECRET\`, a token (instead of a token URL) in \`REGISTRY_TOKEN\`. Against the sandbox
(\`npm start -- --failing\`), \`--settings .sandbox/conformance.json\` says all of it, so that nothing is left untested. The exit code is 0 if every requirement that was tested is met, 1 if one is not,
2 if there was no run. Advice (SHOULD) fails a run only with \`--strict\`.

- The kit registers entries of its own, for NHS numbers that are issued to nobody, and leaves them: no interaction
  of a registry deletes. It changes no entry but its own, and asks to delete one of them, by its id, to see that refused.
- \`not tested\`: the material given does not suffice, and the reason says what would. Nothing untested is told as passed.
  \`--limited-token\`, \`--equivalent-token\`, \`--expired-token\`, \`--not-yet-valid-token\`, \`--other-audience-token\`, \`--other-issuer-token\`, \`--faulty-url\` and \`--log\` complete it.
- \`blocked\`: what a test needs could not be registered or cancelled, so another requirement is not met; the run fails.
- The kit is tested itself: on our registry, where all is met and nothing left untested, and on registries that are broken on
  purpose, at least one for each requirement, which it must name (\`apps/registry-e2e/src/conformance\`).

${pages.join("\n")}`;
}
