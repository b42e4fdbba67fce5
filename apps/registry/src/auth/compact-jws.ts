import { RegistryError } from "../errors.js";
import { parseStrictObject } from "./strict-json.js";

/** A parsed JWS. Its content must not be trusted before the signature is verified. */
export interface CompactJws {
  readonly algorithm: string;
  readonly keyId: string | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** RFC 9068, 2.1 and RFC 7519, 5.1; lower case, without `application/`. */
const TYPES = new Set(["jwt", "at+jwt"]);

/**
 * Parses a JWS in compact serialisation (RFC 7515, 7.1). Header members that contain or name a key (`jwk`, `jku`, `x5c`, `x5u`) are
 * ignored: the key always comes from the issuer's key set.
 * @throws RegistryError `token-malformed`, `token-algorithm`, `token-signature`
 */
export function readCompactJws(token: string, algorithms: ReadonlySet<string>): CompactJws {
  const parts = token.split(".", 6);
  if (parts.length === 5) throw malformed("The access token is encrypted; a signed JWT is expected.");
  const [encodedHeader, encodedPayload, encodedSignature] = parts;
  if (parts.length !== 3 || !encodedHeader || encodedPayload === undefined || encodedSignature === undefined) {
    throw malformed();
  }
  const header = parseStrictObject(decode(encodedHeader));
  if (header === undefined) throw malformed("The header of the access token is not a JSON object with unique names.");
  const { alg, kid, typ, crit, b64, cty } = header;
  if (typeof alg !== "string" || !algorithms.has(alg)) throw new RegistryError("token-algorithm");
  if (crit !== undefined || (b64 !== undefined && b64 !== true)) {
    throw malformed("The access token requires an extension (`crit`, `b64`) that this registry does not know.");
  }
  if (typ !== undefined && (typeof typ !== "string" || !TYPES.has(typ.toLowerCase().replace(/^application\//, "")))) {
    throw malformed("The `typ` of the access token is not JWT or at+jwt.");
  }
  if (kid !== undefined && typeof kid !== "string") throw malformed("The `kid` of the access token is not a string.");
  if (encodedPayload === "") throw malformed("The access token has no payload.");
  if (encodedSignature === "")
    throw new RegistryError("token-signature", { message: "The access token has no signature." });
  decode(encodedSignature);
  if (typeof cty === "string" && /^(application\/)?jwt$/i.test(cty)) {
    throw malformed("The access token is nested in another JWT; a plain signed JWT is expected.");
  }
  const claims = parseStrictObject(decode(encodedPayload));
  if (claims === undefined) throw malformed("The payload of the access token is not a JSON object with unique names.");
  return { algorithm: alg, keyId: kid, claims };
}

/** Canonical base64url without padding: the same bytes have only one encoding, so that a token has only one hash. */
function decode(text: string): Buffer {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.toString("base64url") !== text) throw malformed("A part of the access token is not base64url.");
  return bytes;
}

function malformed(message?: string): RegistryError {
  return new RegistryError("token-malformed", message === undefined ? {} : { message });
}
