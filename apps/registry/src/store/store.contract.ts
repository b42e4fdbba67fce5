import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { sealVersion } from "./checksum.js";
import { SearchRefusedError, StoreClosedError } from "./store.js";
import type { AppointmentStore, BusinessIdentifier, StoredVersion } from "./store.js";
import { FAULTY_CLOCKS, withClock } from "./testing/faulty-clock.js";
import { RACE_OUTCOMES, RACING_PAIRS, raceFaults } from "./testing/races.js";
import { allFound } from "./testing/all-found.js";

/**
 * The specification of `AppointmentStore`, which every adapter must pass.
 *
 * `open(place)` opens the store at a place, a name that the suite chooses. A place that was never opened is empty. The same place opened
 * again, concurrently or after `close`, holds the same data, as it does for a second process. `instance` is the one whose accounts must be
 * findable.
 */
export function describeStoreContract(
  name: string,
  open: (place: string, instance?: string) => Promise<AppointmentStore>,
): void {
  describe(`${name}, as a store`, () => {
    let place: string;
    let store: AppointmentStore;
    let opened: AppointmentStore[];

    const openPlace = async (instance?: string): Promise<AppointmentStore> => {
      const another = await open(place, instance);
      opened.push(another);
      return another;
    };

    beforeEach(async () => {
      place = `contract-${randomUUID()}`;
      opened = [];
      store = await openPlace();
    });
    afterEach(async () => {
      await Promise.all(opened.map((each) => each.close()));
    });

    describe("insert", () => {
      it("makes version 1 current", async () => {
        const first = appointment();
        expect(await store.insert(first)).toEqual({ kind: "inserted" });
        expect(await store.current(first.id)).toEqual(first);
        expect(await store.version(first.id, 1)).toEqual(first);
        expect(await store.history(first.id)).toEqual([first]);
      });

      it("rejects an id in use and changes nothing", async () => {
        const first = appointment();
        await store.insert(first);
        const other = appointment({ id: first.id, body: "{}", keys: keys({ nhsNumber: "9434765919" }) });
        expect(await store.insert(other)).toEqual({ kind: "exists" });
        expect(await store.history(first.id)).toEqual([first]);
        expect(await allFound(store.findByPatient("9434765919", 0))).toEqual([]);
      });

      it("rejects an id whose appointment has later versions", async () => {
        const first = appointment();
        await store.insert(first);
        await store.replace(1, cancelled(first));
        expect(await store.insert(first)).toEqual({ kind: "exists" });
        expect((await store.current(first.id))?.version).toBe(2);
      });

      it("has one winner among racing inserts of one id", async () => {
        const id = randomUUID();
        const rivals = Array.from({ length: 50 }, (_, n) => appointment({ id, body: `{"n":${n}}` }));
        const answers = await Promise.all(rivals.map((rival) => store.insert(rival)));
        const winners = rivals.filter((_, n) => answers[n]?.kind === "inserted");
        expect(winners).toHaveLength(1);
        expect(await store.history(id)).toEqual(winners);
      });

      it("preserves every character of the body, whatever it contains", async () => {
        const body = `{"decimal":1.50,"long":0.1234567890123456789012345678901234567890,"text":"\u00e9\u{1f600}\\u0000 $set a.b"}`;
        const first = appointment({ body });
        await store.insert(first);
        expect((await store.current(first.id))?.body).toBe(body);
      });

      it("preserves a body of 200,000 characters", async () => {
        const first = appointment({ body: JSON.stringify({ text: "é".repeat(200_000) }) });
        await store.insert(first);
        expect(await store.current(first.id)).toEqual(first);
      });

      it("preserves an end in the past, before 1970 and an identifier without a system", async () => {
        const first = appointment({
          keys: { nhsNumber: "1234554321", end: -86_400_000, identifiers: [{ value: "x" }] },
        });
        await store.insert(first);
        expect(await store.current(first.id)).toEqual(first);
        expect(await allFound(store.findByPatient("1234554321", -86_400_001))).toEqual([first]);
      });
    });

    describe("an unknown id or version", () => {
      it("is undefined, empty or missing, never an error", async () => {
        const stranger = appointment();
        await store.insert(appointment());
        expect(await store.current(stranger.id)).toBeUndefined();
        expect(await store.version(stranger.id, 1)).toBeUndefined();
        expect(await store.history(stranger.id)).toEqual([]);
        expect(await store.replace(1, cancelled(stranger))).toEqual({ kind: "missing" });
        expect(await store.current(stranger.id)).toBeUndefined();
      });

      it.each([0, -1, 2, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER])("has no data: version %p", async (version) => {
        const first = appointment();
        await store.insert(first);
        expect(await store.version(first.id, version)).toBeUndefined();
      });

      it.each([
        ["an empty id", ""],
        ["an id of 5,000 characters", "a".repeat(5_000)],
        ["an id that is an operator", "$where"],
        ["an id that is a path", "a.b"],
        ["an id that is a property", "__proto__"],
      ])("has no data: %s", async (_, id) => {
        expect(await store.current(id)).toBeUndefined();
        expect(await store.history(id)).toEqual([]);
        expect(await store.version(id, 1)).toBeUndefined();
      });
    });

    describe("replace", () => {
      it("makes the next version current and keeps the earlier one", async () => {
        const first = appointment();
        await store.insert(first);
        const second = cancelled(first);
        expect(await store.replace(1, second)).toEqual({ kind: "replaced" });
        expect(await store.current(first.id)).toEqual(second);
        expect(await store.version(first.id, 1)).toEqual(first);
        expect(await store.version(first.id, 2)).toEqual(second);
        expect(await store.history(first.id)).toEqual([second, first]);
      });

      it("returns the current version if another was expected, and changes nothing", async () => {
        const first = appointment();
        await store.insert(first);
        const second = cancelled(first);
        await store.replace(1, second);
        expect(await store.replace(1, { ...cancelled(first), body: "{}" })).toEqual({
          kind: "conflict",
          current: second,
        });
        const fourth = { ...cancelled(first), version: 4 };
        expect(await store.replace(3, fourth)).toEqual({ kind: "conflict", current: second });
        expect(await store.history(first.id)).toEqual([second, first]);
      });

      it("answers a repeated replace with a conflict that shows it was done", async () => {
        const first = appointment();
        await store.insert(first);
        const second = cancelled(first);
        await store.replace(1, second);
        expect(await store.replace(1, second)).toEqual({ kind: "conflict", current: second });
        expect(await store.history(first.id)).toEqual([second, first]);
      });

      it("has one winner among 300 racing replaces, and every other call returns it", async () => {
        const first = appointment();
        await store.insert(first);
        const rivals = Array.from({ length: 300 }, (_, n) => ({ ...cancelled(first), body: `{"rival":${n}}` }));
        const answers = await Promise.all(rivals.map((rival) => store.replace(1, rival)));
        const winner = rivals[answers.findIndex(({ kind }) => kind === "replaced")];
        expect(answers.filter(({ kind }) => kind === "replaced")).toHaveLength(1);
        expect(answers.filter(({ kind }) => kind === "conflict")).toEqual(
          Array.from({ length: 299 }, () => ({ kind: "conflict", current: winner })),
        );
        expect(await store.history(first.id)).toEqual([winner, first]);
      });

      it("has one winner per version among writers on two connections that keep trying", async () => {
        const first = appointment();
        await store.insert(first);
        const another = await openPlace();
        const versions = 25;
        const won: number[] = [];
        const write = async (through: AppointmentStore, writer: number): Promise<void> => {
          for (;;) {
            const current = await through.current(first.id);
            if (current === undefined || current.version > versions) return;
            const next = { ...current, version: current.version + 1, body: `{"writer":${writer}}` };
            if ((await through.replace(current.version, next)).kind === "replaced") won.push(next.version);
          }
        };
        await Promise.all(Array.from({ length: 8 }, (_, n) => write(n % 2 === 0 ? store : another, n)));
        const expected = Array.from({ length: versions }, (_, n) => n + 2);
        expect(won.sort((a, b) => a - b)).toEqual(expected);
        expect((await store.history(first.id)).map(({ version }) => version)).toEqual([...expected.reverse(), 1]);
      });

      it("lets a client read its own write through another connection", async () => {
        const another = await openPlace();
        for (let n = 0; n < 20; n += 1) {
          const first = appointment();
          await store.insert(first);
          expect(await another.current(first.id)).toEqual(first);
          await another.replace(1, cancelled(first));
          expect(await store.current(first.id)).toEqual(cancelled(first));
        }
      });
    });

    describe("findByPatient", () => {
      it("finds only the current versions of that patient, by end and then by id", async () => {
        const late = appointment({ id: "c", keys: keys({ end: 3_000 }) });
        const tieB = appointment({ id: "b", keys: keys({ end: 2_000 }) });
        const tieA = appointment({ id: "a", keys: keys({ end: 2_000 }) });
        const other = appointment({ id: "d", keys: keys({ nhsNumber: "9434765919", end: 2_000 }) });
        for (const each of [late, tieB, other, tieA]) await store.insert(each);
        expect(await allFound(store.findByPatient("1234554321", 0))).toEqual([tieA, tieB, late]);
        expect(await allFound(store.findByPatient("9434765919", 0))).toEqual([other]);
        expect(await allFound(store.findByPatient("123455432", 0))).toEqual([]);
      });

      it("includes versions that end at the given instant and hides those that ended before", async () => {
        const past = appointment({ id: "past", keys: keys({ end: 1_999 }) });
        const now = appointment({ id: "now", keys: keys({ end: 2_000 }) });
        await store.insert(past);
        await store.insert(now);
        expect(await allFound(store.findByPatient("1234554321", 2_000))).toEqual([now]);
        expect(await allFound(store.findByPatient("1234554321", 2_001))).toEqual([]);
        expect(await store.current("past")).toEqual(past);
      });

      it("follows a replace that changes status, end, patient or identifiers", async () => {
        const first = appointment();
        await store.insert(first);
        const second = cancelled(first);
        await store.replace(1, second);
        expect(await allFound(store.findByPatient(first.keys.nhsNumber, 0))).toEqual([second]);
        const third = { ...second, version: 3, keys: keys({ nhsNumber: "9434765919", end: 9_000 }) };
        await store.replace(2, third);
        expect(await allFound(store.findByPatient(first.keys.nhsNumber, 0))).toEqual([]);
        expect(await allFound(store.findByPatient("9434765919", 9_000))).toEqual([third]);
      });
    });

    it("a search result is read again as it was found, however large it is, and whatever is written meanwhile", async () => {
      const many = Array.from({ length: 60 }, (_, n) =>
        appointment({ id: `many-${String(n).padStart(2, "0")}`, body: JSON.stringify({ text: "x".repeat(2_000) }) }),
      );
      for (const each of many) await store.insert(each);
      let claims = 0;
      const claim = () => (claims += 1) > 0;
      const found = await store.findByPatient("1234554321", 0, claim);
      const last = many.at(-1) as StoredVersion;
      await store.replace(1, cancelled(last));
      expect([found.total, claims]).toEqual([60, 1]);
      expect(await allFound(Promise.resolve(found))).toEqual(many);
      await expect(store.findByPatient("1234554321", 0, () => false)).rejects.toBeInstanceOf(SearchRefusedError);
    });

    describe("insertUnlessIdentified", () => {
      it("inserts if no current version has the identifier", async () => {
        const first = appointment();
        expect(await store.insertUnlessIdentified(first, getIdentifier(first))).toEqual({ kind: "inserted" });
        expect(await store.current(first.id)).toEqual(first);
        expect(await allFound(store.findByPatient(first.keys.nhsNumber, 0))).toEqual([first]);
      });

      it("returns the current version with the identifier and writes nothing", async () => {
        const first = appointment();
        await store.insert(first);
        const second = cancelled(first);
        await store.replace(1, second);
        const again = appointment({ keys: first.keys });
        expect(await store.insertUnlessIdentified(again, getIdentifier(first))).toEqual({
          kind: "found",
          matches: [second],
        });
        expect(await store.current(again.id)).toBeUndefined();
      });

      it("returns all with the identifier", async () => {
        const one = appointment({ id: "1" });
        const two = appointment({ id: "2", keys: one.keys });
        await store.insert(one);
        await store.insert(two);
        const answer = await store.insertUnlessIdentified(appointment({ keys: one.keys }), getIdentifier(one));
        expect(answer).toEqual({ kind: "found", matches: expect.arrayContaining([one, two]) });
      });

      it("distinguishes an identifier without a system from the same value with a system", async () => {
        const first = appointment({ keys: keys({ identifiers: [{ value: "x" }] }) });
        await store.insert(first);
        const systems: BusinessIdentifier[] = [
          { system: "urn:ietf:rfc:3986", value: "x" },
          { system: "", value: "x" },
        ];
        for (const identifier of systems) {
          const other = appointment({ keys: keys({ identifiers: [identifier] }) });
          expect(await store.insertUnlessIdentified(other, identifier)).toEqual({ kind: "inserted" });
        }
        expect((await store.insertUnlessIdentified(appointment(), { value: "x" })).kind).toBe("found");
      });

      it("inserts again after the identifier was removed from the appointment that had it", async () => {
        const first = appointment();
        await store.insert(first);
        await store.replace(1, { ...first, version: 2, keys: keys({ identifiers: [] }) });
        const again = appointment({ keys: first.keys });
        expect(await store.insertUnlessIdentified(again, getIdentifier(first))).toEqual({ kind: "inserted" });
        expect(await store.insertUnlessIdentified(appointment({ keys: first.keys }), getIdentifier(first))).toEqual({
          kind: "found",
          matches: [again],
        });
      });

      it("reports an id in use", async () => {
        const first = appointment();
        await store.insert(first);
        const other = appointment({ id: first.id });
        expect(await store.insertUnlessIdentified(other, getIdentifier(other))).toEqual({ kind: "exists" });
        expect(await store.history(first.id)).toEqual([first]);
      });

      it("inserts once among 40 that race through two connections, and shows that one to the others", async () => {
        const another = await openPlace();
        const shared = keys({});
        const rivals = Array.from({ length: 40 }, () => appointment({ keys: shared }));
        const answers = await Promise.all(
          rivals.map((rival, n) => (n % 2 === 0 ? store : another).insertUnlessIdentified(rival, getIdentifier(rival))),
        );
        const winners = rivals.filter((_, n) => answers[n]?.kind === "inserted");
        expect(winners).toHaveLength(1);
        expect(answers.filter(({ kind }) => kind === "found")).toEqual(
          Array.from({ length: 39 }, () => ({ kind: "found", matches: winners })),
        );
        expect(await allFound(store.findByPatient(shared.nhsNumber, 0))).toEqual(winners);
      });

      it("accepts a value of 4,000 characters", async () => {
        const first = appointment({
          keys: keys({ identifiers: [{ system: "urn:ietf:rfc:3986", value: "x".repeat(4_000) }] }),
        });
        expect(await store.insertUnlessIdentified(first, getIdentifier(first))).toEqual({ kind: "inserted" });
        expect((await store.insertUnlessIdentified(appointment(), getIdentifier(first))).kind).toBe("found");
      });
    });

    describe("insertUnlessIdentified and appointments entered in error", () => {
      it("matches none of them, and inserts beside them", async () => {
        const first = appointment();
        await store.insertUnlessIdentified(first, getIdentifier(first));
        await store.replace(1, enteredInError(first));
        const again = appointment({ keys: first.keys });
        expect(await store.insertUnlessIdentified(again, getIdentifier(first))).toEqual({ kind: "inserted" });
        expect(await store.insertUnlessIdentified(appointment({ keys: first.keys }), getIdentifier(first))).toEqual({
          kind: "found",
          matches: [again],
        });
      });

      it("matches the remaining one after several matched", async () => {
        const one = appointment();
        const two = appointment({ keys: one.keys });
        await store.insert(one);
        await store.insert(two);
        await store.replace(1, enteredInError(one));
        const again = appointment({ keys: one.keys });
        expect(await store.insertUnlessIdentified(again, getIdentifier(one))).toEqual({
          kind: "found",
          matches: [two],
        });
      });

      it("matches a cancelled appointment", async () => {
        const first = appointment();
        await store.insert(first);
        await store.replace(1, cancelled(first));
        const again = appointment({ keys: first.keys });
        expect(await store.insertUnlessIdentified(again, getIdentifier(first))).toEqual({
          kind: "found",
          matches: [cancelled(first)],
        });
      });
    });

    describe("findByIdentifier", () => {
      const system = "urn:ietf:rfc:3986";
      const found = async (...query: Parameters<AppointmentStore["findByIdentifier"]>) =>
        (await allFound(store.findByIdentifier(...query))).map(({ id }) => id);

      it("finds current versions of any status and end, by end and then by id", async () => {
        const identifiers = [{ system, value: "https://provider.example/1" }];
        const late = appointment({ id: "c", keys: keys({ end: 3_000, identifiers }) });
        const tieB = appointment({ id: "b", keys: keys({ end: -2_000, identifiers }) });
        const tieA = appointment({ id: "a", keys: keys({ end: -2_000, identifiers }) });
        for (const each of [late, tieB, tieA, appointment()]) await store.insert(each);
        await store.replace(1, cancelled(tieB));
        await store.replace(1, enteredInError(late));
        expect(await allFound(store.findByIdentifier({ system, value: "https://provider.example/1" }))).toEqual([
          tieA,
          cancelled(tieB),
          enteredInError(late),
        ]);
      });

      it("distinguishes a system, no system and any system", async () => {
        await store.insert(appointment({ id: "with", keys: keys({ identifiers: [{ system, value: "x" }] }) }));
        await store.insert(appointment({ id: "without", keys: keys({ identifiers: [{ value: "x" }] }) }));
        await store.insert(
          appointment({ id: "other", keys: keys({ identifiers: [{ system: "urn:s", value: "x" }] }) }),
        );
        await store.insert(appointment({ id: "y", keys: keys({ identifiers: [{ value: "y" }] }) }));
        expect(await found({ system, value: "x" })).toEqual(["with"]);
        expect(await found({ value: "x" })).toEqual(["without"]);
        expect(await found({ anySystem: true, value: "x" })).toEqual(["other", "with", "without"]);
        expect(await found({ anySystem: true, value: "z" })).toEqual([]);
      });

      it("finds only those of a patient if one is named", async () => {
        const identifiers = [{ system, value: "shared" }];
        await store.insert(appointment({ id: "1", keys: keys({ identifiers }) }));
        await store.insert(appointment({ id: "2", keys: keys({ identifiers, nhsNumber: "9434765919" }) }));
        expect(await found({ system, value: "shared" }, "9434765919")).toEqual(["2"]);
        expect(await found({ anySystem: true, value: "shared" }, "1234554321")).toEqual(["1"]);
        expect(await found({ anySystem: true, value: "shared" }, "9000000009")).toEqual([]);
      });

      it("follows a replace that changes identifiers", async () => {
        const first = appointment({ keys: keys({ identifiers: [{ value: "old" }, { value: "kept" }] }) });
        await store.insert(first);
        const identifiers = [{ value: "kept" }, { value: "new" }];
        await store.replace(1, { ...first, version: 2, keys: { ...first.keys, identifiers } });
        expect(await found({ value: "old" })).toEqual([]);
        expect(await found({ anySystem: true, value: "old" })).toEqual([]);
        for (const value of ["kept", "new"]) {
          expect(await found({ value })).toEqual([first.id]);
          expect(await found({ anySystem: true, value })).toEqual([first.id]);
        }
      });
    });

    describe("racing writes of one identifier", () => {
      /** Every outcome must be that of some order: with a match before it, a conditional create inserts nothing. */
      it("match a plain insert that was visible, or precede it", async () => {
        const another = await openPlace();
        for (let round = 0; round < 20; round += 1) {
          const shared = keys({});
          const [plain, conditional] = [appointment({ keys: shared }), appointment({ keys: shared })];
          const racing = another.insertUnlessIdentified(conditional, getIdentifier(conditional));
          await store.insert(plain);
          // No other writer is active: anything missing here came after the plain insert, or never.
          const visible = await allFound(store.findByIdentifier(getIdentifier(plain)));
          const answer = await racing;
          if (answer.kind === "found") expect(answer.matches).toEqual([plain]);
          else expect(visible.map(({ id }) => id).sort()).toEqual([plain.id, conditional.id].sort());
        }
      });

      it("match an appointment until it is entered in error, and insert once after that", async () => {
        const another = await openPlace();
        for (let round = 0; round < 10; round += 1) {
          const first = appointment();
          await store.insert(first);
          const rivals = Array.from({ length: 6 }, () => appointment({ keys: first.keys }));
          const [, ...answers] = await Promise.all([
            store.replace(1, enteredInError(first)),
            ...rivals.map((rival, n) =>
              (n % 2 === 0 ? store : another).insertUnlessIdentified(rival, getIdentifier(rival)),
            ),
          ]);
          const inserted = rivals.filter((_, n) => answers[n]?.kind === "inserted").map(({ id }) => id);
          expect(inserted.length).toBeLessThanOrEqual(1);
          for (const answer of answers) {
            if (answer.kind !== "found") continue;
            expect([[first.id], inserted]).toContainEqual(answer.matches.map(({ id }) => id));
          }
        }
      });

      it("have one winner if an appointment is cancelled and entered in error concurrently", async () => {
        const another = await openPlace();
        const first = appointment();
        await store.insert(first);
        const answers = await Promise.all([
          store.replace(1, cancelled(first)),
          another.replace(1, enteredInError(first)),
        ]);
        expect(answers.map(({ kind }) => kind).sort()).toEqual(["conflict", "replaced"]);
        expect(await store.history(first.id)).toHaveLength(2);
      });

      it("allow every plain insert, with at most one conditional create, which then came first", async () => {
        const another = await openPlace();
        for (let round = 0; round < 10; round += 1) {
          const shared = keys({});
          const rivals = Array.from({ length: 8 }, () => appointment({ keys: shared }));
          const answers = await Promise.all(
            rivals.map((rival, n) => {
              const through = n % 4 < 2 ? store : another;
              return n % 2 === 0 ? through.insert(rival) : through.insertUnlessIdentified(rival, getIdentifier(rival));
            }),
          );
          const conditional = rivals.filter((_, n) => n % 2 === 1 && answers[n]?.kind === "inserted");
          expect(conditional.length).toBeLessThanOrEqual(1);
          expect(answers.filter((_, n) => n % 2 === 0)).toEqual(
            Array.from({ length: 4 }, () => ({ kind: "inserted" })),
          );
          expect(await allFound(store.findByIdentifier(getIdentifier(appointment({ keys: shared }))))).toHaveLength(
            4 + conditional.length,
          );
        }
      });

      it("see an identifier that a replace adds", async () => {
        const another = await openPlace();
        for (let round = 0; round < 10; round += 1) {
          const first = appointment();
          await store.insert(first);
          const shared = keys({});
          const conditional = appointment({ keys: shared });
          const racing = another.insertUnlessIdentified(conditional, getIdentifier(conditional));
          await store.replace(1, { ...first, version: 2, keys: shared });
          const visible = await allFound(store.findByIdentifier(getIdentifier(conditional)));
          const answer = await racing;
          if (answer.kind === "found") expect(answer.matches.map(({ id }) => id)).toEqual([first.id]);
          else expect(visible).toHaveLength(2);
        }
      });
    });

    describe.each(RACING_PAIRS)("%s and %s, concurrently", (...pair) => {
      it("are answered as in some order, whatever the clock shows", async () => {
        const connections = [store, await openPlace()] as const;
        expect(await raceFaults(pair, connections)).toEqual([]);
        for (const [n, [name, clock]] of Object.entries(FAULTY_CLOCKS).entries()) {
          const meetings = RACE_OUTCOMES.slice(2 * n, 2 * n + 2);
          const faults = await withClock(clock, (now) => raceFaults(pair, connections, meetings, now));
          expect([name, faults]).toEqual([name, []]);
        }
      });
    });

    describe("accounts", () => {
      const instance = randomUUID();
      const accounted = (sequence: number, given: Partial<StoredVersion> = {}, of = instance) =>
        sealVersion(
          appointment({
            ...given,
            account: { instance: of, sequence, interaction: "create", at: 1, requestId: "r", clientId: "c" },
          }),
          undefined,
        );

      it("are stored with the version, and found by instance from a sequence on", async () => {
        const mine = await openPlace(instance);
        const [first, other, second] = [accounted(7), accounted(8, {}, randomUUID()), accounted(9)];
        for (const each of [second, first, other, appointment()]) await mine.insert(each);
        const third = {
          ...cancelled(first),
          account: { instance, sequence: 12, interaction: "update", at: 2, requestId: "s" } as const,
        };
        const sealed = sealVersion(third, first);
        await mine.replace(1, sealed);
        expect(await mine.history(first.id)).toEqual([sealed, first]);
        expect(await mine.accounted(instance, 0)).toEqual([first, second, sealed]);
        expect(await mine.accounted(instance, 7)).toEqual([second, sealed]);
        expect(await mine.accounted(randomUUID(), 0)).toEqual([]);
        await mine.settled(instance, 9);
        expect(await mine.accounted(instance, 9)).toEqual([sealed]);
        await mine.settled(instance, 9);
        expect(await mine.history(first.id)).toEqual([sealed, first]);
      });

      it("exist if and only if the version does", async () => {
        const mine = await openPlace(instance);
        const id = randomUUID();
        const rivals = Array.from({ length: 20 }, (_, n) => accounted(100 + n, { id }));
        const answers = await Promise.all(rivals.map((rival) => mine.insert(rival)));
        const winners = rivals.filter((_, n) => answers[n]?.kind === "inserted");
        expect(await mine.accounted(instance, 99)).toEqual(winners);
      });
    });

    describe("isEmpty", () => {
      it("is true until there is an appointment", async () => {
        expect(await store.isEmpty()).toBe(true);
        await store.insert(appointment());
        expect(await store.isEmpty()).toBe(false);
      });
    });

    describe("measure", () => {
      it("counts appointments, not versions", async () => {
        expect((await store.measure()).appointments).toBe(0);
        const first = appointment();
        await store.insert(first);
        await store.replace(1, { ...first, version: 2 });
        expect((await store.measure()).appointments).toBe(1);
      });
    });

    describe("before", () => {
      it("returns the same store", async () => {
        const first = appointment();
        const bounded = store.before(performance.now() + 60_000);
        await bounded.insert(first);
        expect(await bounded.current(first.id)).toEqual(first);
        expect(await store.current(first.id)).toEqual(first);
      });
    });

    describe("histories", () => {
      it("yields every appointment once, with all versions, by id, starting after a given id", async () => {
        const ids = Array.from({ length: 250 }, (_, n) => `entry-${String(n).padStart(3, "0")}`);
        await Promise.all(ids.map((id) => store.insert(appointment({ id }))));
        const changed = await store.current("entry-007");
        if (changed !== undefined) await store.replace(1, cancelled(changed));
        const all: StoredVersion[][] = [];
        for await (const history of store.histories()) all.push(history);
        expect(all.map(([newest]) => newest?.id)).toEqual(ids);
        expect(all[7]).toEqual(await store.history("entry-007"));
        expect(all.map(({ length }) => length)).toEqual(ids.map((id) => (id === "entry-007" ? 2 : 1)));
        const rest: (string | undefined)[] = [];
        for await (const [newest] of store.histories("entry-199")) rest.push(newest?.id);
        expect(rest).toEqual(ids.slice(200));
      });

      it("is empty if there is nothing", async () => {
        for await (const history of store.histories()) expect(history).toBeUndefined();
        for await (const history of store.histories("z")) expect(history).toBeUndefined();
        expect.assertions(0);
      });
    });

    describe("a mistake of the caller", () => {
      it("is rejected and writes nothing: a next version that is not the expected one plus 1", async () => {
        const first = appointment();
        await store.insert(first);
        await expect(store.replace(1, { ...cancelled(first), version: 3 })).rejects.toThrow(RangeError);
        expect(await store.history(first.id)).toEqual([first]);
      });

      it("is rejected and writes nothing: an id of 257 characters", async () => {
        const long = appointment({ id: "a".repeat(257) });
        await expect(store.insert(long)).rejects.toThrow(RangeError);
        await expect(store.insertUnlessIdentified(long, getIdentifier(long))).rejects.toThrow(RangeError);
        expect(await allFound(store.findByPatient(long.keys.nhsNumber, 0))).toEqual([]);
        const longest = appointment({ id: "a".repeat(256) });
        expect(await store.insert(longest)).toEqual({ kind: "inserted" });
        expect(await store.current(longest.id)).toEqual(longest);
      });
    });

    describe("close", () => {
      it("preserves acknowledged data for the next process that opens the place", async () => {
        const first = appointment();
        await store.insert(first);
        await store.replace(1, cancelled(first));
        await store.close();
        const again = await openPlace();
        expect(await again.history(first.id)).toEqual([cancelled(first), first]);
        expect(await allFound(again.findByPatient(first.keys.nhsNumber, 0))).toEqual([cancelled(first)]);
      });

      it("waits for writes in progress", async () => {
        const first = appointment();
        const writing = store.insert(first);
        await store.close();
        expect(await writing).toEqual({ kind: "inserted" });
        expect(await (await openPlace()).current(first.id)).toEqual(first);
      });

      it("makes every later call reject, and may be called again", async () => {
        expect(await store.health()).toBeUndefined();
        await store.close();
        await store.close();
        const first = appointment();
        const calls = [
          () => store.insert(first),
          () => store.insertUnlessIdentified(first, getIdentifier(first)),
          () => store.current(first.id),
          () => store.version(first.id, 1),
          () => store.history(first.id),
          () => store.replace(1, cancelled(first)),
          () => store.findByPatient(first.keys.nhsNumber, 0),
          () => store.findByIdentifier(getIdentifier(first)),
          () => store.accounted("", 0),
          () => store.settled("", 0),
          () => store.isEmpty(),
          () => store.legacyUntil(),
          () => store.measure(),
          () => store.health(),
          async () => {
            for await (const _ of store.histories());
          },
        ];
        for (const call of calls) await expect(call()).rejects.toThrow(StoreClosedError);
      });
    });
  });
}

let made = 0;
function keys(given: Partial<StoredVersion["keys"]>): StoredVersion["keys"] {
  made += 1;
  const value = `https://provider.example/STU3/Appointment/${made}`;
  return {
    nhsNumber: "1234554321",
    end: Date.parse("2019-01-17T15:10:00.000Z"),
    identifiers: [{ system: "urn:ietf:rfc:3986", value }],
    ...given,
  };
}

function appointment(given: Partial<StoredVersion> = {}): StoredVersion {
  const id = given.id ?? randomUUID();
  return {
    id,
    version: 1,
    lastUpdated: "2019-01-17T14:00:00.000Z",
    method: "POST",
    status: "booked",
    body: `{"resourceType":"Appointment","id":"${id}","status":"booked"}`,
    keys: keys({}),
    ...given,
  };
}

function cancelled(first: StoredVersion): StoredVersion {
  const body = first.body.replace("booked", "cancelled");
  return { ...first, version: 2, method: "PUT", status: "cancelled", lastUpdated: "2019-01-18T09:30:00.001Z", body };
}

function enteredInError(first: StoredVersion): StoredVersion {
  return { ...cancelled(first), status: "entered-in-error" };
}

function getIdentifier({ keys: { identifiers } }: StoredVersion): BusinessIdentifier {
  const [identifier] = identifiers;
  if (identifier === undefined) throw new Error("An appointment of this suite has an identifier.");
  return identifier;
}
