import { expect, expectCancellable, expectSame, expectUnchanged, expectUpdated } from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled, stale } from "../kit.js";
import type { FHIR } from "../requirements/fhir.js";

type UpdateId = Extract<keyof typeof FHIR, `update-${string}`>;

export const UPDATE_CHECKS: Record<UpdateId, Check> = {
  "update-id-missing": async (kit) => {
    const entry = await kit.register();
    const { id: _id, ...nameless } = cancelled(entry);
    await expectUnchanged(kit, entry, await kit.put(entry, nameless), 400);
    await expectUpdated(kit, await kit.put(entry, cancelled(entry)), entry.path);
  },
  "update-id-other": async (kit) => {
    const [entry, another] = await Promise.all([kit.register(), kit.register()]);
    await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry, { id: another.id })), 400);
    await expectUpdated(kit, await kit.put(entry, cancelled(entry)), entry.path);
  },
  "update-returned-as-stored": async (kit) => {
    const { answer, path } = await kit.cancelledEntry({ comment: "kept", minutesDuration: 15 });
    const read = await kit.send(path);
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
  "update-etag": async (kit) => {
    const { answer, versionId, appointment } = await kit.cancelledEntry();
    expect(answer.header("etag") === `W/"${versionId}"`, answer, `ETag W/"${versionId}"`, answer.header("etag"));
    const wanted = new Date(appointment.meta?.lastUpdated ?? 0).toUTCString();
    expect(
      answer.header("last-modified") === wanted,
      answer,
      `Last-Modified ${wanted}`,
      answer.header("last-modified"),
    );
  },
  "update-conflict-409": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(stale(entry), cancelled(entry));
    expect(answer.status !== 412, answer, "409, as STU3 says", "412, as R4 says");
    await expectUnchanged(kit, entry, answer, 409);
    await expectCancellable(kit, entry);
  },
  "update-if-match-412": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry), { headers: { "if-match": undefined } });
    await expectUnchanged(kit, entry, answer, 412);
    await expectCancellable(kit, entry);
  },
};
