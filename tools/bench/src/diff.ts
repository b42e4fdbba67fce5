import { diff, judgeCancellation, readResource } from "@appointment-registry/fhir-appointment";
import { printMicroseconds } from "./microseconds.js";
import { SAMPLE_XML } from "./samples.js";
import { timeTogether } from "./time.js";

/** Target for the specification's sample Appointment, as a median in microseconds. */
const AIM = 15;

export function benchDiff(): void {
  const current = sample((xml) => xml);
  const equal = sample((xml) => xml);
  const cancelled = sample((xml) => xml.replace('"booked"', '"cancelled"').replace(".620+00:00", ".620Z"));
  const wrong = sample((xml) =>
    xml.replace('"booked"', '"cancelled"').replace("test3", "test4").replace("14:00", "15:00"),
  );
  if (judgeCancellation(current, cancelled).length !== 0) throw new Error("The sample cannot be cancelled.");
  if (diff(current, wrong).length !== 3) throw new Error("The sample has not the differences it was given.");
  printMicroseconds(
    timeTogether([
      { name: "diff of equals", run: () => diff(current, equal) },
      { name: "diff of a cancel", run: () => diff(current, cancelled) },
      { name: "diff with three differences", run: () => diff(current, wrong) },
      { name: "judge a cancel", run: () => judgeCancellation(current, cancelled) },
    ]),
    AIM,
  );
}

function sample(change: (xml: string) => string): fhir.Appointment {
  const read = readResource(change(SAMPLE_XML), { format: "xml", expectedType: "Appointment" });
  if (read.kind !== "resource") throw new Error("The sample is not a resource of STU3.");
  return read.resource;
}
