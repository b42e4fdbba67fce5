import "reflect-metadata";
import { KeyObject, randomBytes, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { Authority, CertificateOptions, IssueOptions, Issued } from "./certificates.js";
import { revocationList } from "./revocation-list.js";

x509.cryptoProvider.set(webcrypto as never);

type Keys = webcrypto.CryptoKeyPair;
const SIGNING = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const HOUR = 3_600_000;
const LOCAL_NAMES = [
  { type: "dns", value: "localhost" },
  { type: "ip", value: "127.0.0.1" },
] as const;

const KEYS = new WeakMap<Authority, { readonly keys: Keys; readonly subject: string }>();

export async function createAuthority(name: string, options: CertificateOptions = {}): Promise<Authority> {
  const keys = await newKeys(options.key);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: signingWith(keys),
    serialNumber: newSerialNumber(),
    ...toValidity(options),
    extensions: withOptions(await authorityExtensions(keys), options),
  });
  return authority(certificate, keys, "");
}

export async function restoreAuthority(cert: string, key: string): Promise<Authority> {
  const certificate = new x509.X509Certificate(cert);
  const [pkcs8] = x509.PemConverter.decode(key) as [ArrayBuffer];
  const privateKey = await webcrypto.subtle.importKey("pkcs8", pkcs8, SIGNING, true, ["sign"]);
  const publicKey = (await certificate.publicKey.export(SIGNING, ["verify"])) as webcrypto.CryptoKey;
  return authority(certificate, { privateKey, publicKey }, "");
}

function authority(certificate: x509.X509Certificate, keys: Keys, chain: string): Authority {
  const sign = (subject: string, subjectKeys: Keys, options: CertificateOptions, extensions: x509.Extension[]) =>
    x509.X509CertificateGenerator.create({
      subject,
      issuer: certificate.subject,
      publicKey: subjectKeys.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: signingWith(keys),
      serialNumber: newSerialNumber(),
      ...toValidity(options),
      extensions: withOptions(extensions, options),
    });
  const made: Authority = {
    cert: certificate.toString("pem") + "\n",
    privateKey: () => pemOfKey(keys),
    async issue(subject, options = {}) {
      const subjectKeys = await newKeys(options.key);
      const issued = await sign(subject, subjectKeys, options, [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        ...purposes(options.usage ?? "client"),
        new x509.SubjectAlternativeNameExtension([...(options.names ?? LOCAL_NAMES)]),
        await x509.AuthorityKeyIdentifierExtension.create(certificate, false),
        await x509.SubjectKeyIdentifierExtension.create(subjectKeys.publicKey),
      ]);
      const der = Buffer.from(issued.rawData);
      return {
        cert: issued.toString("pem") + "\n" + chain,
        key: await pemOfKey(subjectKeys),
        serialNumber: issued.serialNumber,
        thumbprint: Buffer.from(await webcrypto.subtle.digest("SHA-256", der)).toString("base64url"),
        der,
      };
    },
    async intermediate(name, options = {}) {
      const subjectKeys = await newKeys(options.key);
      const issued = await sign(`CN=${name}`, subjectKeys, options, await authorityExtensions(subjectKeys));
      return authority(issued, subjectKeys, issued.toString("pem") + "\n" + chain);
    },
    async certify(other, options = {}) {
      const { keys: otherKeys, subject } = KEYS.get(other) as { keys: Keys; subject: string };
      const issued = await sign(subject, otherKeys, options, await authorityExtensions(otherKeys));
      return issued.toString("pem") + "\n";
    },
    crl: (revoked, options) =>
      Promise.resolve(
        revocationList(
          Buffer.from(certificate.subjectName.toArrayBuffer()),
          KeyObject.from(keys.privateKey),
          revoked.map(({ serialNumber }) => serialNumber),
          options,
        ),
      ),
  };
  KEYS.set(made, { keys, subject: certificate.subject });
  return made;
}

async function pemOfKey({ privateKey }: Keys): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", privateKey), "PRIVATE KEY") + "\n";
}

function toValidity(options: CertificateOptions): { readonly notBefore: Date; readonly notAfter: Date } {
  return {
    notBefore: options.notBefore ?? new Date(Date.now() - HOUR),
    notAfter: options.notAfter ?? new Date(Date.now() + 24 * HOUR),
  };
}

function withOptions(made: readonly x509.Extension[], { extensions = [] }: CertificateOptions): x509.Extension[] {
  return [
    ...made.filter(({ type }) => !extensions.some(({ oid }) => oid === type)),
    ...extensions.flatMap(({ oid, critical = false, value }) =>
      value === undefined ? [] : [new x509.Extension(oid, critical, Uint8Array.from(value))],
    ),
  ];
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

function newKeys(kind: NonNullable<CertificateOptions["key"]> = "P-256"): Promise<Keys> {
  const [type, size] = kind.split("-") as [string, string];
  const algorithm =
    type === "P"
      ? { name: "ECDSA", namedCurve: kind }
      : {
          name: "RSASSA-PKCS1-v1_5",
          modulusLength: Number(size),
          publicExponent: Uint8Array.of(1, 0, 1),
          hash: "SHA-256",
        };
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<Keys>;
}

function signingWith({ privateKey }: Keys): typeof SIGNING | { readonly name: string; readonly hash: string } {
  const { name } = privateKey.algorithm;
  return name === "ECDSA" ? SIGNING : { name, hash: "SHA-256" };
}

/** Returns a new serial number, which must be positive (RFC 5280, 4.1.2.2). */
function newSerialNumber(): string {
  const octets = randomBytes(12);
  octets[0] = 0x40 | ((octets[0] as number) & 0x3f);
  return octets.toString("hex");
}

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
    key: await pemOfKey(keys),
    serialNumber: certificate.serialNumber,
    thumbprint: "",
    der: Buffer.from(certificate.rawData),
  };
}
