// Asks a server that speaks MongoDB's protocol, with the official driver and none of our code, whether its single-document writes
// are atomic under a race. Usage: node tools/mongodb/prove-atomic.mjs mongodb://127.0.0.1:27017 [rounds] [rivals]
// Exit code 0: yes in every round. 1: a race had no or two winners, or an update was lost.
import { randomUUID } from "node:crypto";
import { MongoClient } from "mongodb";

const [url, rounds = "200", rivals = "40"] = process.argv.slice(2);
const clients = await Promise.all(
  Array.from({ length: 4 }, () => new MongoClient(url, { retryWrites: false }).connect()),
);
const database = `race-${randomUUID().slice(0, 8)}`;
const through = (n) => clients[n % clients.length].db(database).collection("race");
const everyRival = (act) => Promise.allSettled(Array.from({ length: Number(rivals) }, (_, n) => act(through(n), n)));
const count = (answers, won) => answers.filter((answer) => answer.status === "fulfilled" && won(answer.value)).length;
const otherThanDuplicate = (answers) =>
  answers.filter((answer) => answer.status === "rejected" && answer.reason.code !== 11000);

await through(0).createIndex({ claims: 1 }, { unique: true, sparse: true });
const { version } = await clients[0].db("admin").command({ buildInfo: 1 });
const { setName } = await clients[0].db("admin").command({ hello: 1 });

/** Each race gives the number of winners of one round, and what is left in the database. */
const races = {
  "compare-and-set (findOneAndUpdate on _id and version)": async (id) => {
    await through(0).insertOne({ _id: id, version: 1, versions: ["1"] });
    const answers = await everyRival((collection, n) =>
      collection.findOneAndUpdate({ _id: id, version: 1 }, { $set: { version: 2 }, $push: { versions: `rival ${n}` } }),
    );
    const { versions } = await through(0).findOne({ _id: id });
    return {
      winners: count(answers, (before) => before !== null),
      kept: versions.length - 1,
      errors: otherThanDuplicate(answers),
    };
  },
  "insert of one _id": async (id) => {
    const answers = await everyRival((collection, n) => collection.insertOne({ _id: id, n }));
    return {
      winners: count(answers, () => true),
      kept: await through(0).countDocuments({ _id: id }),
      errors: otherThanDuplicate(answers),
    };
  },
  "insert of one unique array member": async (id) => {
    const answers = await everyRival((collection, n) =>
      collection.insertOne({ _id: `${id}-${n}`, claims: [`other ${id} ${n}`, id] }),
    );
    return {
      winners: count(answers, () => true),
      kept: await through(0).countDocuments({ claims: id }),
      errors: otherThanDuplicate(answers),
    };
  },
};

console.log(
  `server says version ${version}, replica set ${setName ?? "none"}; ${rounds} rounds of ${rivals} rivals on ${clients.length} clients`,
);
let atomic = true;
for (const [name, race] of Object.entries(races)) {
  const seen = { one: 0, none: 0, several: 0, lost: 0, errors: 0 };
  let anError;
  const began = performance.now();
  for (let round = 0; round < Number(rounds); round += 1) {
    const { winners, kept, errors } = await race(randomUUID());
    seen[winners === 1 ? "one" : winners === 0 ? "none" : "several"] += 1;
    if (winners !== kept) seen.lost += 1;
    seen.errors += errors.length;
    anError ??= errors[0]?.reason;
  }
  if (seen.one !== Number(rounds) || seen.lost > 0 || seen.errors > 0) atomic = false;
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${name}: one winner ${seen.one}, none ${seen.none}, several ${seen.several}, winners not in the database ${seen.lost}, ` +
      `errors ${seen.errors}${anError ? ` (${anError.message})` : ""}, ${Math.round((Number(rounds) * Number(rivals)) / seconds)} writes/s`,
  );
}
await clients[0].db(database).dropDatabase();
await Promise.all(clients.map((client) => client.close()));
process.exit(atomic ? 0 : 1);
