import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FhirDouble, createAuthority } from "@appointment-registry/test-kit";
import type { Authority } from "@appointment-registry/test-kit";
import { runCommand } from "../command.js";
import { PERMISSIONS, interactionId } from "../tokens.js";

export const SCOPES = PERMISSIONS.map(interactionId);

/** Returns an unsigned JWT. */
export const jwt = (claims: object): string =>
  [{ alg: "RS256" }, { scope: SCOPES, ...claims }, ""]
    .map((part) => Buffer.from(part === "" ? "signature" : JSON.stringify(part)).toString("base64url"))
    .join(".");

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A FHIR server with mutual TLS, a folder of PEM files for its caller, and the kit as a command. */
export class Partner {
  private constructor(
    readonly directory: string,
    readonly authority: Authority,
    readonly double: FhirDouble,
  ) {}

  static async start(): Promise<Partner> {
    const directory = await mkdtemp(join(tmpdir(), "conformance partner "));
    const authority = await createAuthority("registry's authority");
    const partner = new Partner(directory, authority, await FhirDouble.start(authority));
    const { ca, cert, key } = partner.double.tls;
    await Promise.all([
      partner.write("ca.pem", ca),
      partner.write("client.pem", cert),
      partner.write("client.key", key),
    ]);
    return partner;
  }

  async stop(): Promise<void> {
    await this.double.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Resolves to the path of the file. */
  async write(name: string, text: string): Promise<string> {
    await writeFile(this.file(name), text);
    return this.file(name);
  }

  file(name: string): string {
    return join(this.directory, name);
  }

  /** The minimum options of a run, with one requirement that the test double meets. */
  get basics(): string[] {
    return [
      ...["--url", this.double.baseUrl, "--ca", this.file("ca.pem")],
      ...["--cert", this.file("client.pem"), "--key", this.file("client.key"), "--only", "create-id-ignored"],
    ];
  }

  async run(...words: readonly string[]): Promise<Ran> {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await runCommand(
      words,
      (text) => out.push(text),
      (text) => err.push(text),
    );
    return { code, stdout: out.join(""), stderr: err.join("") };
  }
}
