import { webcrypto } from "node:crypto";
import {
  AuthenticatedSafe,
  Attribute,
  CertBag,
  Certificate,
  CryptoEngine,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from "pkijs";
import { BmpString, OctetString } from "asn1js";

const ITERATIONS = 10_000;
/** Object identifiers of RFC 7292, appendix D, and RFC 2985, 5.5.1 and 5.5.2. */
const SHROUDED_KEY_BAG = "1.2.840.113549.1.12.10.1.2";
const CERTIFICATE_BAG = "1.2.840.113549.1.12.10.1.3";
const FRIENDLY_NAME = "1.2.840.113549.1.9.20";
const LOCAL_KEY_ID = "1.2.840.113549.1.9.21";

/**
 * Returns a certificate with its key as PKCS #12 (RFC 7292), the form that browsers import.
 * @param key PEM of PKCS #8
 * @param name the name under which a browser lists it
 */
export async function pkcs12(certificate: string, key: string, password: string, name: string): Promise<Buffer> {
  const crypto = new CryptoEngine({ name: "node", crypto: webcrypto });
  const secret = new TextEncoder().encode(password).buffer;
  const bagAttributes = () => [
    new Attribute({ type: FRIENDLY_NAME, values: [new BmpString({ value: name })] }),
    new Attribute({ type: LOCAL_KEY_ID, values: [new OctetString({ valueHex: new Uint8Array([1]).buffer })] }),
  ];
  const shrouded = new PKCS8ShroudedKeyBag({ parsedValue: PrivateKeyInfo.fromBER(der(key)) });
  await shrouded.makeInternalValues(
    {
      password: secret,
      contentEncryptionAlgorithm: { name: "AES-CBC", length: 256 },
      hmacHashAlgorithm: "SHA-256",
      iterationCount: ITERATIONS,
    },
    crypto,
  );
  const safe = new AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        {
          privacyMode: 0,
          value: new SafeContents({
            safeBags: [
              new SafeBag({ bagId: SHROUDED_KEY_BAG, bagValue: shrouded, bagAttributes: bagAttributes() }),
              new SafeBag({
                bagId: CERTIFICATE_BAG,
                bagValue: new CertBag({ parsedValue: Certificate.fromBER(der(certificate)) }),
                bagAttributes: bagAttributes(),
              }),
            ],
          }),
        },
      ],
    },
  });
  await safe.makeInternalValues({ safeContents: [{}] }, crypto);
  const pfx = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  await pfx.makeInternalValues(
    {
      password: secret,
      iterations: ITERATIONS,
      pbkdf2HashAlgorithm: { name: "SHA-256" },
      hmacHashAlgorithm: "SHA-256",
    },
    crypto,
  );
  return Buffer.from(pfx.toSchema().toBER());
}

function der(pem: string): ArrayBuffer {
  const bytes = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
  return Uint8Array.from(bytes).buffer;
}
