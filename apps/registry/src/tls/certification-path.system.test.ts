import { beforeAll, describe, expect, it } from "@jest/globals";
import type { JsonWebKey } from "node:crypto";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { connect, createServer as createTlsServer } from "node:tls";
import type { Authority, CertificateOptions, Issued } from "@appointment-registry/test-kit";
import { createAuthority, derElement, derExtension, derOid, derSequence } from "@appointment-registry/test-kit";
import { readCertificates } from "./authorities.js";
import { isWeakKey } from "./certificate.js";
import type { Trust } from "./certification-path.js";
import { validateCertificationPath } from "./certification-path.js";
import { ClientChain } from "./client-chain.js";
import { decodePem } from "./pem.js";
import { RevocationLists } from "./revocation-lists.js";

const SECOND = 1000;
/** A whole second, the smallest unit in certificates. */
const NOW = Math.floor(Date.now() / SECOND) * SECOND;
const at = (offset: number): Date => new Date(NOW + offset);

let generation = 0;
async function trustOf(authorities: string, lists?: string): Promise<Trust> {
  const read = await readCertificates(Buffer.from(authorities), "The file");
  const revocation = lists === undefined ? undefined : await RevocationLists.read(Buffer.from(lists));
  await revocation?.checkSignatures(read);
  return { generation: ++generation, authorities: read, revocation };
}

/** @param pem the client's certificate, followed by the others that it sends */
async function validate(pem: string, trust: Trust, now = NOW): Promise<string> {
  const [leaf, ...others] = await readCertificates(Buffer.from(pem), "The chain");
  if (leaf === undefined) throw new Error("no certificate");
  return validateCertificationPath(leaf, others, trust, now).refusal ?? "accepted";
}

async function chainOf(pem: string): Promise<ClientChain> {
  return ClientChain.read(await decodePem(Buffer.from(pem), "CERTIFICATE"));
}

/** Returns whether OpenSSL accepts a client in a handshake. */
async function openSslAccepts({ cert, key }: Issued, ca: string): Promise<boolean> {
  const options = { key, cert, ca, requestCert: true, rejectUnauthorized: false, ciphers: "DEFAULT@SECLEVEL=0" };
  const server = createTlsServer(options);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect({ ...options, host: "127.0.0.1", port: (server.address() as AddressInfo).port });
  socket.on("error", () => undefined);
  const [{ authorized }] = (await once(server, "secureConnection")) as [TLSSocket];
  socket.destroy();
  server.close();
  return authorized;
}

/** The verdict is the result of validating a chain. `time.system.test.ts` tests verdicts that change only because time passes. */
describe("a verdict", () => {
  let root: Authority;
  beforeAll(async () => {
    root = await createAuthority("Root");
  });
  const END = at(60 * SECOND);

  it("on a second path, through a cross-certificate, outlasts the end of the first", async () => {
    const other = await createAuthority("Other root");
    const below = await root.intermediate("Below", { notAfter: END });
    const issued = await below.issue("CN=client");
    const chain = await chainOf(issued.cert + (await other.certify(below)));
    const trust = await trustOf(root.cert + other.cert);
    expect([chain.refusal(trust, NOW), chain.refusal(trust, END.getTime() + 1)]).toEqual([undefined, undefined]);
  });

  it("changes immediately with a list that names the certificate, and back with one that does not", async () => {
    const issued = await root.issue("CN=client");
    const chain = await chainOf(issued.cert);
    const [clean, revoked] = [
      await trustOf(root.cert, await root.crl([])),
      await trustOf(root.cert, await root.crl([issued])),
    ];
    expect([clean, revoked, clean].map((trust) => chain.refusal(trust, NOW))).toEqual([
      undefined,
      "revoked",
      undefined,
    ]);
  });

  it("by an expired list still revokes the certificates that it names", async () => {
    const issued = await root.issue("CN=client");
    const lists = (await root.crl([issued], { nextUpdate: at(-SECOND) })) + (await root.crl([]));
    expect(await validate(issued.cert, await trustOf(root.cert, lists))).toBe("revoked");
  });
});

describe("a certification path", () => {
  const BASIC_CONSTRAINTS = "2.5.29.19";
  const KEY_USAGE = "2.5.29.15";
  const EXTENDED_KEY_USAGE = "2.5.29.37";
  const pathLength = (length: number): CertificateOptions => ({
    extensions: [
      {
        oid: BASIC_CONSTRAINTS,
        critical: true,
        value: derSequence(Buffer.from([1, 1, 0xff]), Buffer.from([2, 1, length])),
      },
    ],
  });
  const keyUsage = (bits: number): CertificateOptions => ({
    extensions: [{ oid: KEY_USAGE, critical: true, value: Buffer.from([3, 2, 0, bits]) }],
  });
  const purposes = (...oids: string[]): CertificateOptions => ({
    extensions: [{ oid: EXTENDED_KEY_USAGE, value: derSequence(...oids.map(derOid)) }],
  });
  const [SERVER_AUTH, CLIENT_AUTH, ANY] = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "2.5.29.37.0"];

  let root: Authority;
  beforeAll(async () => {
    root = await createAuthority("Root");
  });

  /** A client certificate below intermediates with these options; the first is the nearest to the root. */
  async function below(...options: CertificateOptions[]): Promise<Issued> {
    let authority = root;
    for (const [index, each] of options.entries()) authority = await authority.intermediate(`Level ${index}`, each);
    return authority.issue("CN=client");
  }

  const policy = (...oids: string[]): NonNullable<CertificateOptions["extensions"]>[number] => ({
    oid: "2.5.29.32",
    value: derSequence(...oids.map((oid) => derSequence(derOid(oid)))),
  });
  const explicitPolicy = (after: number): NonNullable<CertificateOptions["extensions"]>[number] => ({
    oid: "2.5.29.36",
    critical: true,
    value: derSequence(Buffer.from([0x80, 1, after])),
  });
  /** Last column: OpenSSL's result, if it differs. OpenSSL checks policies, and the strength of keys, only on request. */
  it.each<[string, CertificateOptions[], string, boolean?]>([
    ["of one level", [], "accepted"],
    ["of eight intermediates", Array<CertificateOptions>(8).fill({}), "accepted"],
    ["with pathlen:0 above the client's certificate", [pathLength(0)], "accepted"],
    ["with pathlen:0 above another intermediate", [pathLength(0), {}], "constraint-violated"],
    ["with pathlen:1 above one intermediate", [pathLength(1), {}], "accepted"],
    ["with pathlen:1 above two", [pathLength(1), {}, {}], "constraint-violated"],
    ["whose intermediate may sign certificates", [keyUsage(0x04)], "accepted"],
    ["whose intermediate may sign lists alone", [keyUsage(0x02)], "constraint-violated"],
    ["whose intermediate is no authority", [{ extensions: [{ oid: BASIC_CONSTRAINTS }] }], "constraint-violated"],
    ["whose intermediate is for clients", [purposes(SERVER_AUTH as string, CLIENT_AUTH as string)], "accepted"],
    ["whose intermediate is for any purpose", [purposes(ANY as string)], "accepted", false],
    ["whose intermediate is for servers", [purposes(SERVER_AUTH as string)], "constraint-violated"],
    ["of which the upper of two is for servers", [purposes(SERVER_AUTH as string), {}], "constraint-violated"],
    ["whose intermediate is weak", [{ key: "RSA-1024" }], "weak-key", true],
    ["whose intermediate is of RSA 2048", [{ key: "RSA-2048" }], "accepted"],
    [
      "with a critical extension that is not known",
      [{ extensions: [{ oid: "1.2.3.4", critical: true, value: Buffer.from([5, 0]) }] }],
      "constraint-violated",
    ],
    ["with another that is not known", [{ extensions: [{ oid: "1.2.3.4", value: Buffer.from([5, 0]) }] }], "accepted"],
    ["that requires a policy and has none", [{ extensions: [explicitPolicy(0)] }], "constraint-violated", true],
    ["that requires a policy further down than it goes", [{ extensions: [explicitPolicy(1)] }], "accepted"],
    [
      "that forbids the mapping of policies",
      [{ extensions: [{ oid: "2.5.29.36", critical: true, value: derSequence(Buffer.from([0x81, 1, 0])) }] }],
      "accepted",
    ],
  ])("%s, as OpenSSL has it: %#", async (_, options, expected, openSsl = expected === "accepted") => {
    const issued = await below(...options);
    expect(await validate(issued.cert, await trustOf(root.cert))).toBe(expected);
    expect(await openSslAccepts(issued, root.cert)).toBe(openSsl);
  });

  it("that requires a policy is accepted if its certificates share one", async () => {
    const upper = await root.intermediate("Upper", { extensions: [explicitPolicy(0), policy("1.2.3")] });
    const lower = await upper.intermediate("Lower", { extensions: [policy("2.5.29.32.0")] });
    const shared = await lower.issue("CN=x", { extensions: [policy("1.2.5", "1.2.3")] });
    expect(await validate(shared.cert, await trustOf(root.cert))).toBe("accepted");
    const other = await upper.intermediate("Other", { extensions: [policy("1.2.4")] });
    const issued = await other.issue("CN=x", { extensions: [policy("1.2.5")] });
    expect(await validate(issued.cert, await trustOf(root.cert))).toBe("constraint-violated");
  });

  const dns = (name: string): Buffer => derElement(0x82, Buffer.from(name));
  const email = (name: string): Buffer => derElement(0x81, Buffer.from(name));
  const uri = (name: string): Buffer => derElement(0x86, Buffer.from(name));
  const ip = (...octets: number[]): Buffer => derElement(0x87, Buffer.from(octets));
  const registeredId = derElement(0x88, Buffer.from([0x2a, 0x03]));
  const organisation = (name: string): Buffer =>
    derElement(
      0xa4,
      derSequence(derElement(0x31, derSequence(derOid("2.5.4.10"), derElement(0x0c, Buffer.from(name))))),
    );
  const constrained = (permitted: Buffer[], excluded: Buffer[]): CertificateOptions => ({
    extensions: [
      {
        oid: "2.5.29.30",
        critical: true,
        value: derSequence(
          ...(permitted.length === 0 ? [] : [derElement(0xa0, ...permitted.map((base) => derSequence(base)))]),
          ...(excluded.length === 0 ? [] : [derElement(0xa1, ...excluded.map((base) => derSequence(base)))]),
        ),
      },
    ],
  });
  it.each<[string, CertificateOptions, Buffer[], string]>([
    ["dNSName within", constrained([dns("example.org")], []), [dns("a.example.org"), dns("EXAMPLE.org")], "accepted"],
    ["dNSName outside", constrained([dns("example.org")], []), [dns("badexample.org")], "constraint-violated"],
    ["dNSName excluded", constrained([], [dns("example.org")]), [dns("a.example.org")], "constraint-violated"],
    ["dNSName not excluded", constrained([], [dns("example.org")]), [dns("a.example.com")], "accepted"],
    ["one of two dNSNames outside", constrained([dns("a")], []), [dns("a"), dns("b")], "constraint-violated"],
    ["mailbox", constrained([email("a@example.org")], []), [email("a@example.org")], "accepted"],
    ["another mailbox", constrained([email("a@example.org")], []), [email("b@example.org")], "constraint-violated"],
    ["mail host", constrained([email("example.org")], []), [email("b@example.org")], "accepted"],
    ["mail domain", constrained([email(".example.org")], []), [email("b@example.org")], "constraint-violated"],
    ["URI", constrained([uri(".example.org")], []), [uri("https://a.example.org/x")], "accepted"],
    ["URI outside", constrained([uri("example.org")], []), [uri("https://a.example.org/x")], "constraint-violated"],
    ["URI without a host", constrained([], [uri("example.org")]), [uri("urn:x:y")], "constraint-violated"],
    ["address", constrained([ip(10, 0, 0, 0, 255, 0, 0, 0)], []), [ip(10, 9, 8, 7)], "accepted"],
    ["address outside", constrained([ip(10, 0, 0, 0, 255, 0, 0, 0)], []), [ip(11, 9, 8, 7)], "constraint-violated"],
    [
      "address of the other family",
      constrained([ip(10, 0, 0, 0, 255, 0, 0, 0)], []),
      [ip(...Array<number>(16).fill(0))],
      "constraint-violated",
    ],
    ["directory name of the subject", constrained([organisation("EXAMPLE  corp")], []), [], "accepted"],
    ["directory name outside", constrained([organisation("Other")], []), [], "constraint-violated"],
    ["directory name excluded", constrained([], [organisation("Example Corp")]), [], "constraint-violated"],
    ["a form that is not known", constrained([registeredId], []), [registeredId], "constraint-violated"],
    ["a form that is not known and not used", constrained([registeredId], []), [dns("a")], "accepted"],
    ["no name of the form", constrained([dns("example.org")], []), [email("a@b")], "accepted"],
  ])("with name constraints, as OpenSSL has it: %s", async (_, authorityOptions, names, expected) => {
    const authority = await root.intermediate("Constrained", authorityOptions);
    const issued = await authority.issue("O=Example Corp,CN=client", {
      extensions: [{ oid: "2.5.29.17", ...(names.length === 0 ? {} : { value: derSequence(...names) }) }],
    });
    expect(await validate(issued.cert, await trustOf(root.cert))).toBe(expected);
    expect(await openSslAccepts(issued, root.cert)).toBe(expected === "accepted");
  });

  it("applies the name constraints of an intermediate to the intermediates below it", async () => {
    const upper = await root.intermediate("Upper", constrained([organisation("Example Corp")], []));
    const lower = await upper.intermediate("Lower");
    const issued = await lower.issue("O=Example Corp,CN=client");
    expect(await validate(issued.cert, await trustOf(root.cert))).toBe("constraint-violated");
  });

  it.each<[string, () => Promise<Issued>, string]>([
    ["for servers", () => root.issue("CN=x", { usage: "server" }), "wrong-purpose"],
    ["for no purpose in particular", () => root.issue("CN=x", { usage: "none" }), "accepted"],
    ["for any purpose", () => root.issue("CN=x", purposes(ANY as string)), "accepted"],
    ["that may encipher alone", () => root.issue("CN=x", keyUsage(0x20)), "wrong-purpose"],
    ["of RSA 1024", () => root.issue("CN=x", { key: "RSA-1024" }), "weak-key"],
    ["of RSA 2048", () => root.issue("CN=x", { key: "RSA-2048" }), "accepted"],
    ["of P-384", () => root.issue("CN=x", { key: "P-384" }), "accepted"],
    ["of another authority of the same name", async () => (await createAuthority("Root")).issue("CN=x"), "untrusted"],
  ])("of a client's certificate %s", async (_, issue, expected) => {
    expect(await validate((await issue()).cert, await trustOf(root.cert))).toBe(expected);
  });

  it.each([
    ["1, with which whoever has the certificate can sign", 1, true],
    ["2", 2, true],
    ["3", 3, false],
    ["65537", 65537, false],
  ])("of RSA keys with the exponent %s is weak: %s", (_, exponent, weak) => {
    const { n } = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "jwk" });
    const e = Buffer.from(exponent.toString(16).padStart(6, "0"), "hex").toString("base64url");
    expect(isWeakKey(createPublicKey({ key: { kty: "RSA", n, e } as JsonWebKey, format: "jwk" }))).toBe(weak);
  });

  it("is found with intermediates in any order, and with irrelevant certificates", async () => {
    const issued = await below({}, {});
    const [leaf, ...rest] = issued.cert.split(/(?<=-----END CERTIFICATE-----\n)/);
    const stranger = (await createAuthority("Stranger")).cert;
    expect(await validate([leaf, stranger, ...rest.reverse()].join(""), await trustOf(root.cert))).toBe("accepted");
  });

  it("leads to an authority below another one of the file only through that one, which may revoke it", async () => {
    const middle = await root.intermediate("Middle");
    const issued = await middle.issue("CN=x");
    const [middlePem, file] = [middle.cert, root.cert + middle.cert];
    const serialNumber = (await readCertificates(Buffer.from(middlePem), ""))[0]?.x509.serialNumber as string;
    const lists = (revoked: { serialNumber: string }[]) => Promise.all([root.crl(revoked), middle.crl([])]);
    expect(await validate(issued.cert, await trustOf(file, (await lists([])).join("")))).toBe("accepted");
    expect(await validate(issued.cert, await trustOf(file, (await lists([{ serialNumber }])).join("")))).toBe(
      "revoked",
    );
    // If the file has only the intermediate, the path ends there.
    expect(await validate(issued.cert, await trustOf(middlePem, await middle.crl([])))).toBe("accepted");
  });

  it("may be a client's self-signed certificate that is itself configured", async () => {
    const own = await createAuthority("Own", { extensions: [{ oid: KEY_USAGE }] });
    expect(await validate(own.cert, await trustOf(own.cert))).toBe("accepted");
    expect(await validate(own.cert, await trustOf(root.cert))).toBe("untrusted");
  });

  it("with any byte changed is rejected, and never throws", async () => {
    const issued = await below(constrained([], [dns("example.org"), uri(".org"), organisation("Example Corp")]));
    const [leaf, intermediate] = (await decodePem(Buffer.from(issued.cert), "CERTIFICATE")) as [Buffer, Buffer];
    const trust = await trustOf(root.cert);
    expect(ClientChain.read([leaf, intermediate]).refusal(trust, NOW)).toBeUndefined();
    const changed = (der: Buffer, at: number, by: number): Buffer => {
      const copy = Buffer.from(der);
      copy[at] = ((copy[at] as number) + by) & 0xff;
      return copy;
    };
    for (let round = 0; round < 600; round++) {
      const [at, by] = [round * 7919, 1 + (round % 255)];
      const sent =
        round % 2 === 0
          ? [changed(leaf, at % leaf.length, by), intermediate]
          : [leaf, changed(intermediate, at % intermediate.length, by)];
      let chain: ClientChain;
      try {
        chain = ClientChain.read(sent);
      } catch {
        continue;
      }
      expect({ round, refused: chain.refusal(trust, NOW) !== undefined }).toEqual({ round, refused: true });
    }
  });

  it("is looked for with bounded work: loops and detours end, whoever certifies whom", async () => {
    const [one, two, three] = [
      await createAuthority("Loop"),
      await createAuthority("Loop"),
      await createAuthority("Loop"),
    ];
    const issued = await one.issue("CN=x");
    const all = [one, two, three];
    const crossed = await Promise.all(all.flatMap((by) => all.map((of) => by.certify(of))));
    expect(await validate(issued.cert + crossed.join(""), await trustOf(root.cert))).toBe("path-too-complex");
    // The same name and the same key, five times: one entity.
    const same = await Promise.all(Array.from({ length: 5 }, () => one.certify(one)));
    expect(await validate(issued.cert + same.join(""), await trustOf(root.cert))).toBe("untrusted");
    // A loop of cross-certificates does not hide a path to the root that starts at the same authority.
    const out = await root.certify(one);
    const loop = (await one.certify(two)) + (await two.certify(one));
    expect(await validate(issued.cert + loop + out, await trustOf(root.cert))).toBe("accepted");
  });
});

describe("a list in the file", () => {
  let root: Authority;
  let issued: Issued;
  beforeAll(async () => {
    root = await createAuthority("Root");
    issued = await root.issue("CN=client");
  });

  it.each<[string, () => Promise<string>, string]>([
    ["of the authority", () => root.crl([]), "accepted"],
    ["of another authority", async () => (await createAuthority("Other")).crl([]), "revocation-unknown"],
    [
      "of another authority of the same name",
      async () => (await createAuthority("Root")).crl([]),
      "revocation-unknown",
    ],
    ["that names the certificate", () => root.crl([issued]), "revoked"],
    ["that names it with a reason", () => root.crl([issued], { reasons: true }), "revoked"],
    ["that names others", async () => root.crl([await root.issue("CN=other")], { fillers: 100 }), "accepted"],
  ])("%s", async (_, list, expected) => {
    expect(await validate(issued.cert, await trustOf(root.cert, await list()))).toBe(expected);
  });

  it("of an authority that may not sign lists does not count", async () => {
    const silent = await createAuthority("Silent", {
      extensions: [{ oid: "2.5.29.15", critical: true, value: Buffer.from([3, 2, 0, 0x04]) }],
    });
    const client = await silent.issue("CN=x");
    expect(await validate(client.cert, await trustOf(silent.cert, await silent.crl([])))).toBe("revocation-unknown");
  });

  it("with an issuing distribution point applies to the certificates that it covers", async () => {
    const url = (text: string): Buffer => derElement(0xa0, derElement(0xa0, derElement(0x86, Buffer.from(text))));
    const scope = (...parts: Buffer[]): Buffer => derExtension("2.5.29.28", true, derSequence(...parts));
    const pointing = await root.issue("CN=pointing", {
      extensions: [{ oid: "2.5.29.31", value: derSequence(derSequence(url("http://a/1.crl"))) }],
    });
    const verdict = async (client: Issued, ...parts: Buffer[]) =>
      validate(client.cert, await trustOf(root.cert, await root.crl([], { extensions: [scope(...parts)] })));
    const flag = (tag: number): Buffer => derElement(tag, Buffer.of(0xff));
    expect(await verdict(pointing, url("http://a/1.crl"))).toBe("accepted");
    expect(await verdict(pointing, url("http://a/2.crl"))).toBe("revocation-unknown");
    expect(await verdict(issued, url("http://a/1.crl"))).toBe("revocation-unknown");
    expect(await verdict(issued, flag(0x81))).toBe("accepted");
    expect(await verdict(issued, flag(0x82))).toBe("revocation-unknown");
  });
});
