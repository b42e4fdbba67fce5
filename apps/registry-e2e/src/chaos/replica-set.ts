import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@appointment-registry/test-kit";
import { MongoClient, MongoServerError } from "mongodb";

const NAME = "chaos";
/** An earlier attempt succeeded, but its answer was lost. */
const ALREADY_INITIALIZED = 23;

interface Member {
  readonly port: number;
  readonly data: string;
  process: ChildProcess;
}

/** Three mongods on the loopback interface that can be killed, frozen and restarted. */
export class ReplicaSet {
  private constructor(
    private readonly binary: string,
    private readonly directory: string,
    private readonly members: Member[],
  ) {}

  static async start(binary: string): Promise<ReplicaSet> {
    const directory = await mkdtemp(join(tmpdir(), "replica-set-"));
    const set = new ReplicaSet(binary, directory, []);
    for (let n = 0; n < 3; n += 1) {
      const data = join(directory, String(n));
      await mkdir(data);
      const port = await freePort(0, "127.0.0.1");
      set.members.push({ port, data, process: set.spawn(port, data) });
    }
    const members = set.members.map(({ port }, _id) => ({ _id, host: `127.0.0.1:${port}` }));
    // Production election settings, except for a heartbeat interval that allows several elections within a run of one minute.
    const settings = { electionTimeoutMillis: 3_000, heartbeatIntervalMillis: 500 };
    await set.command(set.members[0], { replSetInitiate: { _id: NAME, members, settings } });
    await set.primary();
    return set;
  }

  get url(): string {
    return `mongodb://${this.members.map(({ port }) => `127.0.0.1:${port}`).join()}/?replicaSet=${NAME}`;
  }

  /** Waits for a primary and returns its number. */
  async primary(): Promise<number> {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      for (const [n, member] of this.members.entries()) {
        const hello = await this.command(member, { hello: 1 }, 1).catch(() => undefined);
        if (hello?.["isWritablePrimary"] === true) return n;
      }
      await pause(100);
    }
    throw new Error("The replica set has no primary.");
  }

  /** Returns the URL of the primary alone, for a client that connects to it directly. */
  async primaryUrl(): Promise<string> {
    return `mongodb://127.0.0.1:${this.member(await this.primary()).port}`;
  }

  async killed(n: number): Promise<void> {
    const member = this.member(n);
    const gone = once(member.process, "exit");
    member.process.kill("SIGKILL");
    await gone;
  }

  startAgain(n: number): void {
    const member = this.member(n);
    member.process = this.spawn(member.port, member.data);
  }

  freeze(n: number): void {
    this.member(n).process.kill("SIGSTOP");
  }

  thaw(n: number): void {
    this.member(n).process.kill("SIGCONT");
  }

  async stop(): Promise<void> {
    for (const n of this.members.keys()) {
      this.thaw(n);
      if (this.member(n).process.exitCode === null && this.member(n).process.signalCode === null) await this.killed(n);
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  private member(n: number): Member {
    const member = this.members[n];
    if (member === undefined) throw new Error(`There is no member ${n}.`);
    return member;
  }

  private spawn(port: number, data: string): ChildProcess {
    const args = ["--replSet", NAME, "--port", String(port), "--bind_ip", "127.0.0.1", "--dbpath", data];
    return spawn(this.binary, [...args, "--logpath", `${data}.log`, "--logappend"], { stdio: "ignore" });
  }

  private async command(
    member: Member | undefined,
    command: Record<string, unknown>,
    tries = 100,
  ): Promise<Record<string, unknown>> {
    for (let attempt = 1; ; attempt += 1) {
      const url = `mongodb://127.0.0.1:${member?.port}/?directConnection=true&serverSelectionTimeoutMS=500&socketTimeoutMS=2000`;
      const client = new MongoClient(url);
      try {
        return await client.db("admin").command(command);
      } catch (error) {
        if (error instanceof MongoServerError && error.code === ALREADY_INITIALIZED) return {};
        if (attempt === tries) throw error;
        await pause(100);
      } finally {
        await client.close();
      }
    }
  }
}
