// Registers, finds, cancels and meets a conflict with the client from openapi-generator (typescript-fetch).
import { readFileSync } from "node:fs";
import { Agent, fetch as undiciFetch } from "undici";
import {
  AppointmentApi,
  AppointmentToCancelFromJSON,
  AppointmentToCancelToJSON,
  AppointmentToRegisterFromJSON,
  Configuration,
  ResponseError,
} from "./index.js";

const variable = (name: string): string => process.env[name] ?? "";
const file = (name: string): string => readFileSync(variable(name), "utf8");

const dispatcher = new Agent({
  connect: { ca: file("REGISTRY_CA"), cert: file("REGISTRY_CERT"), key: file("REGISTRY_KEY") },
});
const api = new AppointmentApi(
  new Configuration({
    basePath: variable("REGISTRY_URL"),
    // For an OAuth 2 scheme, the generated code sends the given value without adding a scheme.
    accessToken: `Bearer ${variable("REGISTRY_TOKEN")}`,
    fetchApi: ((url: string, init: object) => undiciFetch(url, { ...init, dispatcher })) as unknown as typeof fetch,
  }),
);

process.on("uncaughtException", async (error) => {
  console.error(error instanceof ResponseError ? await error.response.text() : error);
  process.exit(1);
});

const sample: unknown = JSON.parse(file("REGISTRY_SAMPLE"));
const registered = await api.register({ appointmentToRegister: AppointmentToRegisterFromJSON(sample) });
const id = registered.id ?? "";
console.log("registered");

const found = await api.search({
  patientIdentifier: `https://fhir.nhs.uk/Id/nhs-number|${variable("REGISTRY_PATIENT")}`,
});
if (found.total !== 1) throw new Error(`Found ${found.total}.`);
console.log("found");

const retrieved = await api.readRaw({ id });
const ifMatch = retrieved.raw.headers.get("etag") ?? "";
const appointmentToCancel = AppointmentToCancelFromJSON({
  ...AppointmentToCancelToJSON((await retrieved.value()) as never),
  status: "cancelled",
});
const cancelled = await api.cancel({ id, ifMatch, appointmentToCancel });
if (cancelled.status !== "cancelled") throw new Error(`It is ${cancelled.status}.`);
console.log("cancelled");

const status = await api.cancel({ id, ifMatch, appointmentToCancel }).then(
  () => 200,
  (error: unknown) => (error instanceof ResponseError ? error.response.status : 0),
);
if (status !== 409) throw new Error(`The second cancel was answered ${status}.`);
console.log("conflict");
await dispatcher.close();
