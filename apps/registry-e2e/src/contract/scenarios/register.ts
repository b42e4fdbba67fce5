import { bodyRefusalsOf, refusalsOf, tokenRefusalsOf, unreadable, writeRefusalOf } from "./failures.js";
import type { Change, Format, Scenario, Scenarios } from "./scenario.js";
import { changed, preferringOutcome, register, registered, requestExample, send } from "./scenario.js";

/** Sends a conditional registration (If-None-Exist) when this many Appointments already have the identifier. */
const conditional =
  (before: number): Scenario =>
  async ({ usual }, format) => {
    const url = `https://provider.example/Appointment/${format}-${before}`;
    const body = requestExample("register-201", format).replace("http://test.nhs.uk/test3", url);
    for (let count = 0; count < before; count++) await registered(usual, format, body);
    const asked = register(format, "");
    const headers = { ...asked.headers, "if-none-exist": `identifier=urn:ietf:rfc:3986|${url}` };
    return send(usual, { ...asked, headers, body });
  };

/** Returns an Appointment that is not booked and contains free text. */
export function ruleBreaking(format: Format): string {
  const sample = requestExample("register-201", format);
  return format === "xml"
    ? sample.replace('<status value="booked"/>', '<status value="arrived"/>\n  <description value="Dressing"/>')
    : sample.replace('"status": "booked",', '"status": "arrived",\n  "description": "Dressing",');
}

export const withoutParticipantStatus: Change = ({ body = "" }) => ({
  // eslint-disable-next-line regexp/no-super-linear-move -- an example of the contract
  body: body.replace(/\s*<status value="accepted"\/>|,\s*"status": "accepted"/, ""),
});

export const REGISTER: Scenarios = {
  "register-200": conditional(1),
  "register-201": changed(register),
  "register-201-outcome": changed(register, preferringOutcome),
  "register-400": unreadable(register),
  "register-400-if-none-exist": changed(register, ({ headers }) => ({
    headers: { ...headers, "if-none-exist": "identifier=https://provider.example/Appointment/1" },
  })),
  "register-412": conditional(2),
  "register-422": changed(register, (_, format) => ({ body: ruleBreaking(format) })),
  "register-422-profile": changed(register, withoutParticipantStatus),
  "register-422-nhs-number": changed(register, ({ body = "" }) => ({ body: body.replace("1234554321", "1234554320") })),
  ...tokenRefusalsOf("register", register, "read"),
  ...writeRefusalOf("register", register),
  ...bodyRefusalsOf("register", register),
  ...refusalsOf("register", register),
};
