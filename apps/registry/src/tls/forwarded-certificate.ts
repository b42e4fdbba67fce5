import type { IncomingMessage } from "node:http";
import { RegistryError } from "../errors.js";
import type { ClientCertificate } from "./client-certificate.js";
import { describeCertificate } from "./client-certificate.js";
import type { Refusal, Trust } from "./trust.js";
import { judgeCertificate } from "./trust.js";
import { readCertificateChainHeader, readCertificateHeader, singleHeader } from "./trusted-proxy.js";

export interface ForwardedCertificates {
  /** @throws RegistryError `certificate-refused` */
  certificateOf(request: IncomingMessage, trust: Trust): ClientCertificate;
  /** To be called when authorities or revocation lists have changed. */
  forget(): void;
}

type Judged = { readonly certificate: ClientCertificate } | { readonly refusal: Refusal | "unreadable" };

const MOST_REMEMBERED = 1000;
/** A revocation list that runs out must not be outlived by a verdict made with it. */
const VERDICT_MILLISECONDS = 60_000;

const MESSAGES: Readonly<Record<Refusal | "unreadable", string>> = {
  unreadable: "The client certificate that the proxy passed on cannot be read.",
  untrusted: "The client certificate is not from an authority that this registry trusts.",
  "not-valid-now": "The client certificate, or one above it, is not valid now.",
  revoked: "The client certificate has been revoked.",
  "revocation-unknown": "Whether the client certificate has been revoked is not known.",
  "wrong-purpose": "The client certificate is not for client authentication.",
};

/** Client certificates that a trusted proxy passes on: judged as a handshake would, and the verdict remembered for a minute. */
export function createForwardedCertificates(header: string): ForwardedCertificates {
  const verdicts = new Map<string, { readonly judged: Judged; readonly until: number }>();

  function judge(value: string, chain: string | undefined, trust: Trust): Judged {
    const leaf = readCertificateHeader(value);
    if (leaf === undefined) return { refusal: "unreadable" };
    const refusal = judgeCertificate(leaf, readCertificateChainHeader(chain), trust, Date.now());
    return refusal === undefined ? { certificate: describeCertificate(leaf) } : { refusal };
  }

  return {
    certificateOf(request, trust) {
      const value = singleHeader(request, header);
      if (value === undefined) {
        throw new RegistryError("certificate-refused", {
          message: "The proxy passed on no client certificate, or several.",
        });
      }
      const chain = singleHeader(request, `${header}-chain`);
      const key = `${value} ${chain ?? ""}`;
      let verdict = verdicts.get(key);
      if (verdict === undefined || verdict.until < Date.now()) {
        verdict = { judged: judge(value, chain, trust), until: Date.now() + VERDICT_MILLISECONDS };
        verdicts.set(key, verdict);
        if (verdicts.size > MOST_REMEMBERED) verdicts.delete(verdicts.keys().next().value as string);
      }
      if ("certificate" in verdict.judged) return verdict.judged.certificate;
      throw new RegistryError("certificate-refused", { message: MESSAGES[verdict.judged.refusal] });
    },
    forget: () => verdicts.clear(),
  };
}
