import {
  expect,
  expectCancellable,
  expectLastModified,
  expectSame,
  expectUnchanged,
  expectUpdated,
} from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled, stale } from "../test-client.js";
import type { FHIR } from "../requirements/fhir.js";

type UpdateId = Extract<keyof typeof FHIR, `update-${string}`>;

export const UPDATE_CHECKS: Record<UpdateId, Check> = {
  "update-id-missing": async (client) => {
    const entry = await client.register();
    const { id: _id, ...nameless } = cancelled(entry);
    await expectUnchanged(client, entry, await client.put(entry, nameless), 400);
    await expectUpdated(client, await client.put(entry, cancelled(entry)), entry.path);
  },
  "update-id-other": async (client) => {
    const [entry, another] = await Promise.all([client.register(), client.register()]);
    await expectUnchanged(client, entry, await client.put(entry, cancelled(entry, { id: another.id })), 400);
    await expectUpdated(client, await client.put(entry, cancelled(entry)), entry.path);
  },
  "update-returned-as-stored": async (client) => {
    const { answer, path } = await client.cancelledEntry({ comment: "kept", minutesDuration: 15 });
    const read = await client.send(path);
    const answered = answer.resource<fhir.Appointment>("Appointment");
    const kept = read.resource<fhir.Appointment>("Appointment");
    expectSame(answered, kept, answer.asked);
    for (const name of ["versionId", "lastUpdated"] as const)
      expect(
        answered.meta?.[name] === kept.meta?.[name],
        answer,
        `meta.${name} ${kept.meta?.[name] ?? ""}`,
        answered.meta,
      );
  },
  "update-etag": async (client) => {
    const { answer, versionId, appointment } = await client.cancelledEntry();
    expect(answer.header("etag") === `W/"${versionId}"`, answer, `ETag W/"${versionId}"`, answer.header("etag"));
    expectLastModified(answer, appointment.meta);
  },
  "update-conflict-409": async (client) => {
    const entry = await client.register();
    const answer = await client.put(stale(entry), cancelled(entry));
    expect(answer.status !== 412, answer, "409, as STU3 says", "412, as R4 says");
    await expectUnchanged(client, entry, answer, 409);
    await expectCancellable(client, entry);
  },
  "update-if-match-412": async (client) => {
    const entry = await client.register();
    const answer = await client.put(entry, cancelled(entry), { headers: { "if-match": undefined } });
    await expectUnchanged(client, entry, answer, 412);
    await expectCancellable(client, entry);
  },
};
