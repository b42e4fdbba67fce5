import type { KeyObject, X509Certificate } from "node:crypto";
import { certificatesIn, privateKeyIn } from "./pem-files.js";
import type { Settings } from "./settings.js";

export interface CertificateFinding {
  readonly found: string;
  /** The advice to the user if the certificate is unusable or the registry will refuse it. */
  readonly advice?: string;
  /** No request can be sent with this certificate. */
  readonly fatal?: true;
}

const CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

/** Checks the configured client certificate and its key. */
export async function inspectClientCertificate({ cert, key, keyPassphrase }: Settings): Promise<CertificateFinding> {
  if (cert === undefined || key === undefined) {
    return {
      found: "none",
      advice: "Set --cert and --key: the registry ends a connection without a client certificate.",
    };
  }
  const certificates = await certificatesIn("cert", cert);
  if (certificates.fault !== undefined) return { ...certificates.fault, fatal: true };
  const privateKey = await privateKeyIn("key", key, keyPassphrase);
  if (privateKey.fault !== undefined) return { ...privateKey.fault, fatal: true };
  const [certificate, ...others] = certificates.value as [X509Certificate, ...X509Certificate[]];
  const found = `${getSubject(certificate)}, until ${new Date(certificate.validTo).toISOString()}`;
  if (!certificate.checkPrivateKey(privateKey.value)) {
    const advice = others.some((other) => other.checkPrivateKey(privateKey.value))
      ? "--cert must start with the client's own certificate; put its intermediates after it."
      : "The private key belongs to another certificate.";
    return { found, advice, fatal: true };
  }
  const advice = weakness(certificate, privateKey.value);
  return { found, ...(advice === undefined ? {} : { advice }) };
}

/**
 * Describes, in a sentence, a fault of the client certificate, the authorities or the signing key that prevents every
 * request.
 */
export async function pemFault(settings: Settings): Promise<string | undefined> {
  const { ca, tokenCa, tokenKey, tokenKeyPassphrase } = settings;
  const own = settings.cert === undefined ? undefined : await inspectClientCertificate(settings);
  const faults = [
    own?.fatal === true ? { found: own.found, advice: own.advice } : undefined,
    ca === undefined ? undefined : (await certificatesIn("ca", ca)).fault,
    tokenCa === undefined ? undefined : (await certificatesIn("tokenCa", tokenCa)).fault,
    tokenKey === undefined ? undefined : (await privateKeyIn("tokenKey", tokenKey, tokenKeyPassphrase)).fault,
  ];
  const fault = faults.find((each) => each !== undefined);
  return fault === undefined ? undefined : `${fault.found}. ${fault.advice}`;
}

export const getSubject = ({ subject }: X509Certificate): string => (subject ?? "").replaceAll("\n", ", ");

function weakness(certificate: X509Certificate, key: KeyObject): string | undefined {
  const now = Date.now();
  if (now > Date.parse(certificate.validTo)) return "It has expired: get a new one.";
  if (now < Date.parse(certificate.validFrom)) return "It is not valid yet: check this machine's clock.";
  const purposes = certificate.keyUsage as string[] | undefined;
  if (purposes !== undefined && !purposes.includes(CLIENT_AUTHENTICATION)) {
    return "It does not allow client authentication (extended key usage): get one that does.";
  }
  const { modulusLength = Infinity } = key.asymmetricKeyDetails ?? {};
  return modulusLength < 2048 ? `Its RSA key has ${modulusLength} bits; registries require 2048 or more.` : undefined;
}
