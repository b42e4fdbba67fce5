import { afterAll } from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../open.js";
import { describeStoreContract } from "../store.contract.js";

const folder = await mkdtemp(join(tmpdir(), "store with spaces.v1-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

describeStoreContract("the embedded store", (place, instance) =>
  openStore(`lmdb:${join(folder, place)}`, instance === undefined ? {} : { instance }),
);
