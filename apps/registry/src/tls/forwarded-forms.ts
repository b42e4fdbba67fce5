import { readElement } from "./der.js";

/** Message for a header that has none of the supported forms. */
export const EXPECTED_FORM =
  "It must be the certificate in DER as RFC 9440 writes it (`:base64:`); docs/configuration.md names the other forms that are read.";

const BEGIN = "-----BEGIN CERTIFICATE-----";
const END = "-----END CERTIFICATE-----";

/**
 * Returns the certificates of a header, DER, the client's first; undefined if it has none of these forms:
 * - RFC 9440, 2.1: `:base64:`
 * - PEM, percent-encoded (nginx, AWS ALB) or with spaces instead of line breaks, of one certificate or of a chain
 * - DER in base64 (HAProxy), of one certificate or, separated by commas, of a chain (Traefik)
 * - Envoy's `Cert="...";Chain="..."`, each PEM and percent-encoded, of one hop
 */
export function readForwardedCertificates(value: string): readonly Buffer[] | undefined {
  const text = value.trim();
  const certificates = readAnyForm(text);
  return certificates === undefined || certificates.length === 0 ? undefined : certificates;
}

function readAnyForm(text: string): readonly Buffer[] | undefined {
  if (text.startsWith(":")) return readByteSequence(text);
  if (text.startsWith("-----")) return readPem(text);
  if (/^[A-Za-z]+=/.test(text) && !/^[A-Za-z]+=+$/.test(text)) return readEnvoy(text);
  return readBase64List(text);
}

/**
 * Parses a list of byte sequences (RFC 9440, 2.2). Each is a certificate in DER, or several concatenated ones (HAProxy's
 * `ssl_c_chain_der`). Returns undefined for anything else.
 */
export function readCertificateChain(value: string): readonly Buffer[] | undefined {
  return allOrNone(value.split(","), readByteSequence);
}

/** RFC 8941, 3.3.5 */
function readByteSequence(text: string): readonly Buffer[] | undefined {
  if (text === "::") return [];
  return text.length > 2 && text.startsWith(":") && text.endsWith(":") ? readBase64(text.slice(1, -1)) : undefined;
}

function readPem(text: string): readonly Buffer[] | undefined {
  const decoded = percentDecoded(text);
  if (decoded === undefined) return undefined;
  const encoded: string[] = [];
  for (let rest = decoded.trim(); rest !== "";) {
    const end = rest.indexOf(END);
    if (!rest.startsWith(BEGIN) || end === -1) return undefined;
    encoded.push(rest.slice(BEGIN.length, end).replace(/\s/g, ""));
    rest = rest.slice(end + END.length).trimStart();
  }
  return allOrNone(encoded, readBase64);
}

function readBase64List(text: string): readonly Buffer[] | undefined {
  return allOrNone(percentDecoded(text)?.split(",") ?? [], readBase64);
}

/** Several hops would be separated by commas, and only the first of them would be the client's, so they are rejected. */
function readEnvoy(text: string): readonly Buffer[] | undefined {
  const fields = new Map<string, string>();
  let rest = text;
  while (rest !== "") {
    const field = /^([A-Za-z]+)=(?:"((?:[^"\\]|\\.)*)"|([^",;]*))(;|$)/.exec(rest);
    if (field === null) return undefined;
    const [whole, name, quoted, plain] = field as unknown as [string, string, string | undefined, string | undefined];
    const key = name.toLowerCase();
    // Only `By` and `DNS` may occur twice.
    if (fields.has(key) && (key === "cert" || key === "chain")) return undefined;
    fields.set(key, quoted ?? plain ?? "");
    rest = rest.slice(whole.length);
  }
  const [certificate, chain] = ["cert", "chain"].map((name) => readPem(fields.get(name) ?? ""));
  if (certificate === undefined || chain === undefined) return undefined;
  const leaf = certificate[0] ?? chain[0];
  return leaf === undefined ? undefined : [leaf, ...chain.filter((each) => !each.equals(leaf))];
}

function percentDecoded(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Concatenated certificates in DER. */
function readBase64(text: string): readonly Buffer[] | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const der = Buffer.from(text, "base64");
  const certificates: Buffer[] = [];
  try {
    for (let at = 0; at < der.length;) {
      const { end } = readElement(der, at);
      certificates.push(der.subarray(at, end));
      at = end;
    }
  } catch {
    return undefined;
  }
  return certificates;
}

/** Stops at the first unreadable one: a caller chooses their number. */
function allOrNone(
  items: readonly string[],
  read: (item: string) => readonly Buffer[] | undefined,
): readonly Buffer[] | undefined {
  const certificates: Buffer[] = [];
  for (const item of items) {
    const found = read(item.trim());
    if (found === undefined) return undefined;
    certificates.push(...found);
  }
  return certificates;
}
