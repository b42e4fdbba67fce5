import type { SampleOptions } from "@appointment-registry/test-kit";
import { sampleXml } from "@appointment-registry/test-kit";
import type { RegistryUnderTest } from "./registry.js";

export const XML = { "content-type": "application/fhir+xml", accept: "application/fhir+xml" };
export const JSON_ = { "content-type": "application/fhir+json", accept: "application/fhir+json" };

export interface Entry {
  readonly id: string;
  /** Path relative to the FHIR base. */
  readonly path: string;
  readonly location: string;
  /** The registry's answer to `read`. */
  readonly xml: string;
  readonly json: string;
}

/** Registers the sample and retrieves it in both formats. */
export async function registered(registry: RegistryUnderTest, sample: SampleOptions = {}): Promise<Entry> {
  const answer = await registry.send("/Appointment", { method: "POST", headers: XML, body: sampleXml(sample) });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  const location = answer.headers["location"] ?? "";
  const id = /Appointment\/([^/]+)\/_history\/1$/.exec(location)?.[1] ?? "";
  const path = `/Appointment/${id}`;
  const [xml, json] = await Promise.all([
    registry.send(path, { headers: { accept: XML.accept } }),
    registry.send(path, { headers: { accept: JSON_.accept } }),
  ]);
  return { id, path, location, xml: xml.text, json: json.text };
}

/** Returns the retrieved XML with only its status changed. */
export function withStatus(xml: string, status: string): string {
  return xml.replace(/<status value="booked"\/>/, `<status value="${status}"/>`);
}

/** Returns XML without the elements that the server owns: `meta.versionId` and `meta.lastUpdated`. */
export function withoutServerMeta(xml: string): string {
  return xml.replace(/<(versionId|lastUpdated) value="[^"]*"\/>/g, "");
}
