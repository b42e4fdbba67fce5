/**
 * The MongoDB available to the tests, as a connection string without a database: `MONGODB_URL` (a running server) or `MONGODB_BINARY`'s
 * name in this project, `MONGOD_BINARY` (a mongod that is started, as a standalone and as three members).
 */
export interface GivenMongoDb {
  readonly name: string;
  readonly start: () => Promise<{ url: string; stop: () => Promise<void> }>;
}

export function givenMongoDbs(environment: NodeJS.ProcessEnv = process.env): GivenMongoDb[] {
  const { MONGODB_URL: url, MONGOD_BINARY: binary } = environment;
  const given: GivenMongoDb[] = [];
  if (url) given.push({ name: "MONGODB_URL", start: () => Promise.resolve({ url, stop: () => Promise.resolve() }) });
  if (binary) {
    given.push({ name: "a standalone mongod", start: () => startStandalone(binary) });
    given.push({ name: "a replica set of three mongods", start: () => startReplicaSet(binary) });
  }
  return given;
}

/** One line that names the tests that were not run and explains how to run them. */
export const NOT_RUN =
  "MongoDB tests were not run: set MONGODB_URL=mongodb://HOST:PORT or MONGOD_BINARY=/path/to/mongod, or run " +
  "MONGODB_URL=$(tools/mongodb/server.sh start) npm test";

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  const [, server = "", query = ""] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(url) ?? [];
  return `${server}/${database}${query}`;
}

async function startStandalone(systemBinary: string) {
  const { MongoMemoryServer } = await import("mongodb-memory-server-core");
  const server = await MongoMemoryServer.create({
    binary: { systemBinary },
    instance: { storageEngine: "wiredTiger" },
  });
  return { url: server.getUri(), stop: async () => void (await server.stop()) };
}

async function startReplicaSet(systemBinary: string) {
  const { MongoMemoryReplSet } = await import("mongodb-memory-server-core");
  const set = await MongoMemoryReplSet.create({
    binary: { systemBinary },
    replSet: { count: 3, storageEngine: "wiredTiger" },
  });
  return { url: set.getUri(), stop: async () => void (await set.stop()) };
}
