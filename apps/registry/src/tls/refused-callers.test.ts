import { describe, expect, it } from "@jest/globals";
import { createAuthority } from "@appointment-registry/test-kit";
import type { LogFields } from "../logging/log.js";
import { RefusedCallers } from "./refused-callers.js";

function recording(): { refused: RefusedCallers; lines: (LogFields & { message: string })[] } {
  const lines: (LogFields & { message: string })[] = [];
  const refused = new RefusedCallers({ warn: (message, fields) => void lines.push({ message, ...fields }) });
  return { refused, lines };
}

describe("rejected callers", () => {
  it("are logged with address, subject, issuer and reason, and counted", async () => {
    const { refused, lines } = recording();
    const { der } = await (await createAuthority("Others")).issue("CN=supplier-a,O=Example");
    refused.add("untrusted", { remoteAddress: "192.0.2.1", certificate: der, code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
    refused.add("no-certificate", { remoteAddress: "192.0.2.2", certificate: undefined });
    refused.add("unreadable", { remoteAddress: undefined, certificate: Buffer.from("x") });
    expect(lines).toEqual([
      {
        message: "A caller was refused.",
        reason: "untrusted",
        remoteAddress: "192.0.2.1",
        subject: "O=Example,CN=supplier-a",
        issuer: "CN=Others",
        code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      },
      { message: "A caller was refused.", reason: "no-certificate", remoteAddress: "192.0.2.2" },
      { message: "A caller was refused.", reason: "unreadable" },
    ]);
    expect(refused.counts().filter(([, count]) => count > 0)).toEqual([
      ["no-certificate", 1],
      ["unreadable", 1],
      ["untrusted", 1],
    ]);
  });

  it("leave ten lines of one reason at once; more are counted alone, and do not hide another reason", () => {
    const { refused, lines } = recording();
    for (let index = 0; index < 1000; index++) {
      refused.add("no-certificate", { remoteAddress: "192.0.2.1", certificate: undefined });
    }
    refused.add("revoked", { remoteAddress: "192.0.2.2", certificate: undefined });
    expect(lines.map(({ reason }) => reason)).toEqual([...Array<string>(10).fill("no-certificate"), "revoked"]);
    expect(new Map(refused.counts()).get("no-certificate")).toBe(1000);
  });
});
