import { execFileSync } from "node:child_process";
import { readResource, validateAppointment } from "@appointment-registry/fhir-appointment";
import { SAMPLE_XML } from "./samples.js";
import { timeTogether } from "./time.js";
import { printMicroseconds } from "./microseconds.js";

/** Target for the specification's sample Appointment in the codec's output, as a median in microseconds. */
const AIM = 25;

export function benchValidate(): void {
  const read = readResource(SAMPLE_XML, { format: "xml" });
  if (read.kind !== "resource") throw new Error("The sample is not a resource of STU3.");
  const { resource } = read;
  const issues = validateAppointment(resource, { rules: "registry" });
  if (issues.length > 0) throw new Error(`The sample breaks ${issues.map(({ rule }) => rule).join(", ")}.`);
  const timed = timeTogether(
    (["base", "careconnect", "registry"] as const).map((rules) => ({
      name: `validate, rules ${rules}`,
      run: () => validateAppointment(resource, { rules }),
    })),
  );
  printMicroseconds(timed, AIM);
  printMemory();
}

/** Prints how much the heap of a new process grows by loading the library and compiling its rules for a first Appointment. */
function printMemory(): void {
  const script = `
    gc();
    const before = process.memoryUsage().heapUsed;
    const { readResource, validateAppointment } = await import(process.argv[1]);
    const { resource } = readResource(process.argv[2], { format: "xml" });
    validateAppointment(resource, { rules: "registry" });
    gc();
    console.log((process.memoryUsage().heapUsed - before) / 1e6);`;
  const library = import.meta.resolve("@appointment-registry/fhir-appointment");
  const node = ["--expose-gc", "--input-type=module", "-e", script, library, SAMPLE_XML];
  const megabytes = Number(execFileSync(process.execPath, node, { encoding: "utf8" }));
  console.log(`heap of the library with its rules compiled ${megabytes.toFixed(1).padStart(6)} MB (aim: under 5)`);
}
