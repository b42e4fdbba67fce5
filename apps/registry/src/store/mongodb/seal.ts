import { sealHistory } from "../checksum.js";
import { connect } from "./connection.js";
import type { AppointmentDocument } from "./document.js";
import { getSize, storedVersion, versionEntry } from "./document.js";
import { APPOINTMENTS } from "./schema.js";

/** Adds checksums to the versions of version 0.1, even while registries use the database. May be interrupted and run again. */
export async function sealMongoDb(url: string, progress: (sealed: number) => void): Promise<number> {
  const { client, database } = await connect(url, { socketTimeoutMS: 0 });
  try {
    const appointments = database.collection<AppointmentDocument>(APPOINTMENTS);
    let sealed = 0;
    for await (const found of appointments.find(
      { versions: { $elemMatch: { checksum: { $exists: false } } } },
      { projection: { _id: true } },
    )) {
      for (;;) {
        const document = await appointments.findOne({ _id: found._id });
        if (document === null) break;
        const { _id: id, version, bytes } = document;
        const open = document.versions.filter(({ checksum }) => checksum === undefined).length;
        if (open === 0) break;
        const after = sealHistory(document.versions.map((entry) => storedVersion(id, entry)));
        const versions = after.map((each, n) => versionEntry(each, document.versions[n]?.writeId ?? ""));
        const size = versions.reduce((sum, entry) => sum + getSize(entry), 0);
        const { modifiedCount } = await appointments.updateOne(
          { _id: id, version, bytes },
          { $set: { versions, bytes: size } },
        );
        if (modifiedCount === 0) continue;
        sealed += open;
        progress(sealed);
        break;
      }
    }
    return sealed;
  } finally {
    await client.close();
  }
}
