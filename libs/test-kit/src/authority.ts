import "reflect-metadata";
import { randomBytes, webcrypto } from "node:crypto";
import { writeFile } from "node:fs/promises";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(webcrypto as never);

type Keys = Awaited<ReturnType<typeof newKeys>>;
const SIGNING = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const HOUR = 3_600_000;

/** A certificate with its private key, as PEM. `cert` carries the intermediates, where there are any. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
  readonly serialNumber: string;
  /** SHA-256 of the DER form, base64url. */
  readonly thumbprint: string;
  readonly der: Buffer;
}

export interface IssueOptions {
  readonly usage?: "client" | "server" | "any" | "none";
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** A certificate authority for tests. */
export interface Authority {
  readonly cert: string;
  issue(subject: string, options?: IssueOptions): Promise<Issued>;
  /** An authority under this one. */
  intermediate(name: string): Promise<Authority>;
  /** A revocation list, PEM; current for an hour unless `nextUpdate` says otherwise. */
  crl(revoked: readonly Issued[], nextUpdate?: Date): Promise<string>;
}

export async function createAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: SIGNING,
    serialNumber: newSerialNumber(),
    notBefore: new Date(Date.now() - HOUR),
    notAfter: new Date(Date.now() + 24 * HOUR),
    extensions: await authorityExtensions(keys),
  });
  return authority(certificate, keys, "");
}

async function authority(certificate: x509.X509Certificate, keys: Keys, chain: string): Promise<Authority> {
  const issuedBy = async (subject: string, options: IssueOptions, subjectKeys: Keys, isAuthority: boolean) =>
    x509.X509CertificateGenerator.create({
      subject,
      issuer: certificate.subject,
      publicKey: subjectKeys.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: SIGNING,
      serialNumber: newSerialNumber(),
      notBefore: options.notBefore ?? new Date(Date.now() - HOUR),
      notAfter: options.notAfter ?? new Date(Date.now() + 24 * HOUR),
      extensions: isAuthority
        ? await authorityExtensions(subjectKeys)
        : [
            new x509.BasicConstraintsExtension(false, undefined, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
            ...purposes(options.usage ?? "client"),
            new x509.SubjectAlternativeNameExtension([
              { type: "dns", value: "localhost" },
              { type: "ip", value: "127.0.0.1" },
            ]),
          ],
    });
  return {
    cert: certificate.toString("pem") + "\n",
    async issue(subject, options = {}) {
      const subjectKeys = await newKeys();
      const issued = await issuedBy(subject, options, subjectKeys, false);
      const der = Buffer.from(issued.rawData);
      return {
        cert: issued.toString("pem") + "\n" + chain,
        key:
          x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", subjectKeys.privateKey), "PRIVATE KEY") +
          "\n",
        serialNumber: issued.serialNumber,
        thumbprint: Buffer.from(await webcrypto.subtle.digest("SHA-256", der)).toString("base64url"),
        der,
      };
    },
    async intermediate(name) {
      const subjectKeys = await newKeys();
      const issued = await issuedBy(`CN=${name}`, {}, subjectKeys, true);
      return authority(issued, subjectKeys, issued.toString("pem") + "\n" + chain);
    },
    async crl(revoked, nextUpdate = new Date(Date.now() + HOUR)) {
      const list = await x509.X509CrlGenerator.create({
        issuer: certificate.subject,
        thisUpdate: new Date(Date.now() - HOUR),
        nextUpdate,
        entries: revoked.map(({ serialNumber }) => ({ serialNumber, revocationDate: new Date(Date.now() - 60_000) })),
        signingAlgorithm: SIGNING,
        signingKey: keys.privateKey,
      });
      return x509.PemConverter.encode(list.rawData, "X509 CRL") + "\n";
    },
  };
}

function purposes(usage: NonNullable<IssueOptions["usage"]>): x509.Extension[] {
  const client = x509.ExtendedKeyUsage.clientAuth;
  const server = x509.ExtendedKeyUsage.serverAuth;
  if (usage === "none") return [];
  return [
    new x509.ExtendedKeyUsageExtension(usage === "any" ? [client, server] : [usage === "client" ? client : server]),
  ];
}

async function authorityExtensions(keys: Keys): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
  ];
}

function newKeys() {
  return webcrypto.subtle.generateKey(SIGNING, true, ["sign", "verify"]);
}

/** RFC 5280, 4.1.2.2: positive. */
function newSerialNumber(): string {
  const octets = randomBytes(12);
  octets[0] = 0x40 | ((octets[0] as number) & 0x3f);
  return octets.toString("hex");
}

/** Writes `text` under a name that is there from one moment to the next, as tools that renew certificates do. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const { rename } = await import("node:fs/promises");
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

/** A certificate signed with the key of one that is no authority, sent along as if it were. */
export async function forgeBelow(by: Issued): Promise<Issued> {
  const pkcs8 = x509.PemConverter.decode(by.key)[0] as ArrayBuffer;
  const signingKey = await webcrypto.subtle.importKey("pkcs8", pkcs8, SIGNING, true, ["sign"]);
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: "CN=forged",
    issuer: new x509.X509Certificate(by.der).subject,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: SIGNING,
    serialNumber: newSerialNumber(),
    notBefore: new Date(Date.now() - HOUR),
    notAfter: new Date(Date.now() + HOUR),
    extensions: purposes("client"),
  });
  return {
    cert: certificate.toString("pem") + "\n" + by.cert,
    key: x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY") + "\n",
    serialNumber: certificate.serialNumber,
    thumbprint: "",
    der: Buffer.from(certificate.rawData),
  };
}
