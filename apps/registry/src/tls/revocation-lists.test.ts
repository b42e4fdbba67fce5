import { beforeAll, describe, expect, it } from "@jest/globals";
import { randomBytes } from "node:crypto";
import type { Authority, Issued, RevocationListOptions } from "@appointment-registry/test-kit";
import {
  atLength,
  createAuthority,
  derElement,
  derExtension,
  derInteger,
  derSequence,
} from "@appointment-registry/test-kit";
import { readCertificates } from "./authorities.js";
import type { Certificate } from "./certificate.js";
import { RevocationLists } from "./revocation-lists.js";

let ca: Authority;
let authority: Certificate;
let issued: Issued;
let certificate: Certificate;
beforeAll(async () => {
  ca = await createAuthority("Clients");
  issued = await ca.issue("CN=client");
  [authority, certificate] = (await readCertificates(Buffer.from(ca.cert + issued.cert), "")) as [
    Certificate,
    Certificate,
  ];
});

async function read(pem: string): Promise<RevocationLists> {
  const lists = await RevocationLists.read(Buffer.from(pem));
  await lists.checkSignatures([authority]);
  return lists;
}
const status = (lists: RevocationLists): string => lists.statusOf(certificate, authority, Date.now()).status;

describe("revocation lists", () => {
  const large = atLength(20_000, 200_000);
  it.each([
    [0, false],
    [5000, false],
    [5000, true],
    [large, false],
    [large, true],
  ])("of %d other entries are read, with reasons: %s", async (fillers, reasons) => {
    const lists = await read(await ca.crl([issued], { fillers, reasons }));
    const other = { ...certificate, serialNumber: Buffer.of(1) };
    expect([lists.size, status(lists)]).toEqual([fillers + 1, "revoked"]);
    expect(lists.statusOf(other, authority, Date.now()).status).toBe("good");
  });

  it("name exactly the serial numbers in them, of any length", async () => {
    const serialNumbers = Array.from({ length: 3000 }, (_, index) => {
      const octets = randomBytes(1 + (index % 20));
      return octets.toString("hex").replace(/^(00)+(?=..)/, "");
    });
    const listed = new Set(serialNumbers.filter((_, index) => index % 2 === 0));
    const lists = await read(await ca.crl([...listed].map((serialNumber) => ({ serialNumber }))));
    const found = serialNumbers.filter(
      (hex) =>
        lists.statusOf({ ...certificate, serialNumber: Buffer.from(hex, "hex") }, authority, Date.now()).status ===
        "revoked",
    );
    expect(found).toEqual(serialNumbers.filter((hex) => listed.has(hex)));
    expect(lists.size).toBe(listed.size);
  });

  it("yield to other work while they are read", async () => {
    const pem = await ca.crl([], { fillers: 20_000 });
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await read(pem);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  const critical = (oid: string): RevocationListOptions => ({
    extensions: [derExtension(oid, true, derInteger("01"))],
  });
  const scope = (...parts: Buffer[]): RevocationListOptions => ({
    extensions: [derExtension("2.5.29.28", true, derSequence(...parts))],
  });
  it.each<[string, RevocationListOptions, string]>([
    ["a delta list", critical("2.5.29.27"), "critical extension (2.5.29.27)"],
    ["an extension that is not known", critical("1.2.3.4"), "critical extension (1.2.3.4)"],
    ["an indirect list", scope(derElement(0x84, Buffer.of(0xff))), "an indirect list"],
    ["a list of some reasons", scope(derElement(0x83, Buffer.of(1, 0x40))), "some revocation reasons"],
    ["a list of attribute certificates", scope(derElement(0x85, Buffer.of(0xff))), "attribute certificates"],
    [
      "an extension of an entry that is not known",
      { entryExtensions: [derExtension("2.5.29.29", true, derSequence())] },
      "critical extension (2.5.29.29)",
    ],
  ])("are rejected as a whole with %s", async (_, options, why) => {
    await expect(read(await ca.crl([issued], options))).rejects.toThrow(why);
  });

  it.each<[string, (pem: string) => string, string]>([
    ["that are none", () => "", "holds no X509 CRL"],
    ["that are cut off", (pem) => pem.slice(0, 200), "does not end"],
    ["that are not DER", (pem) => pem.replace(/\n[^-]{20}/, "\nAAAAAAAAAAAAAAAAAAAA"), "cannot be used"],
    ["that lack their end", (pem) => pem.replace(/[^-\n]{40}\n-----END/, "\n-----END"), "cannot be used"],
  ])("cannot be read from files %s", async (_, change, why) => {
    await expect(read(change(await ca.crl([issued])))).rejects.toMatchObject({
      name: "OperatorError",
      message: expect.stringContaining(why) as unknown,
    });
  });

  it("with a byte changed, cut off or added are rejected or have no effect, and never crash the reader", async () => {
    const pem = await ca.crl([issued], { fillers: 3, reasons: true });
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\n/g, ""), "base64");
    for (let round = 0; round < atLength(125, 500); round++) {
      const changed = round % 5 === 0 ? Buffer.from(der.subarray(0, round % der.length)) : Buffer.from(der);
      const at = (round * 7919) % der.length;
      if (round % 5 !== 0) changed[at] = ((changed[at] as number) + 1 + (round % 255)) & 0xff;
      const text = `-----BEGIN X509 CRL-----\n${changed.toString("base64")}\n-----END X509 CRL-----\n`;
      const found = await read(text).then(status, (error: Error) => error.name);
      expect({ found: ["unknown", "OperatorError"].includes(found), at, round }).toEqual({ found: true, at, round });
    }
  });

  it("have no effect if a byte was changed after they were signed", async () => {
    const pem = await ca.crl([], { fillers: 10 });
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\n/g, ""), "base64");
    der[der.indexOf("7f", 60, "hex") + 3]! ^= 1;
    expect(status(await read(`-----BEGIN X509 CRL-----\n${der.toString("base64")}\n-----END X509 CRL-----`))).toBe(
      "unknown",
    );
  });

  it("of an intermediate count even if only the client sends it", async () => {
    const below = await ca.intermediate("Below");
    const client = await below.issue("CN=x");
    const [leaf, issuer] = (await readCertificates(Buffer.from(client.cert), "")) as [Certificate, Certificate];
    const statuses = await Promise.all(
      [below.crl([]), below.crl([client]), ca.crl([])].map(async (pem) => read(await pem)),
    );
    expect(statuses.map((lists) => lists.statusOf(leaf, issuer, Date.now()).status)).toEqual([
      "good",
      "revoked",
      "unknown",
    ]);
  });

  it.each(["RSA-2048", "P-384"] as const)("of an authority of %s are verified", async (key) => {
    const other = await createAuthority("Other", { key });
    const client = await other.issue("CN=x");
    const [root, leaf] = (await readCertificates(Buffer.from(other.cert + client.cert), "")) as [
      Certificate,
      Certificate,
    ];
    const lists = await RevocationLists.read(Buffer.from(await other.crl([client])));
    expect(lists.statusOf(leaf, root, Date.now()).status).toBe("revoked");
  });
});
