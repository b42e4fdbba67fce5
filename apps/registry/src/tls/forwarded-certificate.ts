import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { ClientChain } from "./client-chain.js";
import { EXPECTED_FORM, readCertificateChain, readForwardedCertificates } from "./forwarded-forms.js";
import { headerValues } from "./trusted-proxy.js";

/** A client certificate forwarded by a trusted proxy, or the reason why there is none. */
export type ForwardedCertificate =
  { readonly chain: ClientChain } | { readonly refusal: "no-certificate" | "unreadable"; readonly message: string };

/** With RFC 9440, the intermediates are in a second header. They are not trusted: they only help to find a path. */
export const CHAIN_SUFFIX = "-chain";
const MOST_REMEMBERED = 1000;

/** Reads the certificates in the header of this name (lower case). The result for a value is cached. */
export function createForwardedCertificates(
  header: string,
): (request: Pick<IncomingMessage, "rawHeaders">) => ForwardedCertificate {
  const read = new Map<string, ForwardedCertificate>();

  function readChain(value: string, others: readonly string[]): ForwardedCertificate {
    const certificates = readForwardedCertificates(value);
    if (certificates === undefined) {
      return { refusal: "unreadable", message: `The proxy's header \`${header}\` cannot be read. ${EXPECTED_FORM}` };
    }
    const intermediates = others.length === 0 ? [] : readCertificateChain(others.join(","));
    if (intermediates === undefined) {
      const message = `The proxy's header \`${header}${CHAIN_SUFFIX}\` cannot be read. It must be a list of certificates as RFC 9440, 2.2 defines it.`;
      return { refusal: "unreadable", message };
    }
    try {
      return { chain: ClientChain.read([...certificates, ...intermediates]) };
    } catch {
      return {
        refusal: "unreadable",
        message: `The proxy's header \`${header}\` contains no DER certificate. ${EXPECTED_FORM}`,
      };
    }
  }

  return (request) => {
    const [value, ...more] = headerValues(request, header);
    if (value === undefined || value.trim() === "") {
      return {
        refusal: "no-certificate",
        message: `The proxy forwarded no client certificate (header \`${header}\`).`,
      };
    }
    if (more.length > 0) {
      return {
        refusal: "unreadable",
        message: `The request has several headers \`${header}\`: the proxy must set it, not add it.`,
      };
    }
    const others = headerValues(request, header + CHAIN_SUFFIX);
    const key = createHash("sha256")
      .update(JSON.stringify([value, others]))
      .digest("base64");
    const forwarded = read.get(key) ?? readChain(value, others);
    read.delete(key);
    read.set(key, forwarded);
    if (read.size > MOST_REMEMBERED) read.delete(read.keys().next().value as string);
    return forwarded;
  };
}
