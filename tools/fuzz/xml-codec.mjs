// Converts the fuzzer's JSON into FHIR XML, and XML answers into JSON, with one line for each request and answer, for hooks.py.
import { createInterface } from "node:readline";
import { readResource, writeResource } from "@appointment-registry/fhir-appointment";
import { writeXml } from "@appointment-registry/conformance";

/** Uses the project's codec. A body that the codec refuses to read is written with its faults by the conformance kit. */
function toXml(value) {
  const read = readResource(JSON.stringify(value), { format: "json" });
  if (read.kind === "resource") return writeResource(read.resource, { format: "xml" });
  return typeof value === "object" && value !== null && !Array.isArray(value) ? writeXml(value) : String(value);
}

function fromXml(text) {
  const read = readResource(text, { format: "xml" });
  if (read.kind !== "resource") throw new Error(read.issues.map(({ message }) => message).join(" "));
  return JSON.parse(JSON.stringify(read.resource));
}

for await (const line of createInterface({ input: process.stdin })) {
  const { json, xml } = JSON.parse(line);
  let answer;
  try {
    answer = xml === undefined ? { xml: toXml(json) } : { json: fromXml(xml) };
  } catch (error) {
    answer = { error: String(error.message) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
