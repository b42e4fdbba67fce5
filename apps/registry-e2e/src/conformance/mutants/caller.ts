import type { ProxiedRequest, Fault } from "../mutant-proxy.js";
import { answers, asks, isCreate, isPutToVersion, keeping, status, tokenPart, without } from "./mutant.js";
import type { Mutant, MutantInputs } from "./mutant.js";

/** Faults in authentication, tokens, logging and mirrored request headers. */
export function caller({ token }: MutantInputs): readonly Mutant[] {
  const good = (asked: ProxiedRequest): ProxiedRequest => ({
    ...asked,
    headers: { ...asked.headers, authorization: `Bearer ${token()}` },
  });
  const trusting = (when: (asked: ProxiedRequest) => boolean): Fault =>
    asks((asked) => (when(asked) ? good(asked) : asked));
  const now = () => Date.now() / 1000;

  return [
    {
      name: "client certificate optional",
      breaks: ["cancel-mutual-tls", "caller-certificate", "caller-certificate-unknown"],
      anyCertificate: true,
    },
    {
      name: "alg none accepted",
      breaks: ["caller-token-unsigned"],
      fault: trusting((asked) => tokenPart(asked, 0)?.["alg"] === "none"),
    },
    {
      name: "signatures not verified",
      breaks: [
        "cancel-bad-jwt-403",
        "caller-token-altered",
        "caller-token-foreign-key",
        "caller-token-malformed",
        "caller-token-issuer",
      ],
      fault: trusting((asked) => ["ES256", "RS256"].includes(String(tokenPart(asked, 0)?.["alg"]))),
    },
    {
      name: "expired tokens accepted",
      breaks: ["caller-token-expired"],
      fault: trusting((asked) => Number(tokenPart(asked, 1)?.["exp"]) < now()),
    },
    {
      name: "tokens accepted before their time",
      breaks: ["caller-token-not-yet"],
      fault: trusting((asked) => Number(tokenPart(asked, 1)?.["nbf"]) > now() + 120),
    },
    {
      name: "audience not checked",
      breaks: ["caller-token-audience"],
      fault: trusting((asked) => tokenPart(asked, 1)?.["aud"] === "https://another.example"),
    },
    {
      name: "issuer not checked",
      breaks: ["caller-token-issuer"],
      fault: trusting((asked) => tokenPart(asked, 1)?.["iss"] === "https://another-issuer.example"),
    },
    {
      name: "interaction ids not checked",
      breaks: [
        "caller-may-create",
        "caller-may-read",
        "caller-may-search",
        "caller-may-update",
        "choice-order-permission",
      ],
      fault: trusting((asked) => tokenPart(asked, 1)?.["appid"] === "limited"),
    },
    {
      name: "interaction ids not checked for a PUT to the Location URL",
      breaks: ["caller-may-update"],
      fault: trusting((asked) => isPutToVersion(asked) && tokenPart(asked, 1)?.["appid"] === "limited"),
    },
    {
      name: "what is registered without a token refused and kept",
      breaks: ["caller-token-missing"],
      fault: keeping(403, isCreate, good),
    },
    {
      name: "what is registered without its interaction id refused and kept",
      breaks: ["caller-may-create"],
      fault: keeping(403, (asked) => isCreate(asked) && tokenPart(asked, 1)?.["appid"] === "limited", good),
    },
    {
      name: "tokens optional for a PUT to the Location URL",
      breaks: ["caller-token-missing"],
      fault: trusting((asked) => isPutToVersion(asked) && asked.headers["authorization"] === undefined),
    },
    {
      name: "tokens optional",
      breaks: ["cancel-token", "cancel-no-jwt-403", "caller-token-missing", "choice-order-token"],
      fault: trusting((asked) => asked.headers["authorization"] === undefined),
    },
    {
      name: "capability statement asks for a token",
      breaks: ["caller-metadata-open"],
      fault: async (asked, next) =>
        asked.path === "/metadata" && asked.headers["authorization"] === undefined
          ? next({ ...asked, path: "/Appointment/1" })
          : next(asked),
    },
    {
      name: "roles not looked at",
      breaks: ["caller-claim-names"],
      fault: status(200, 403, (asked) => tokenPart(asked, 1)?.["roles"] !== undefined),
    },
    {
      name: "interaction ids in a text not found",
      breaks: ["caller-claim-shapes"],
      fault: status(200, 403, (asked) => typeof tokenPart(asked, 1)?.["scp"] === "string"),
    },
    {
      name: "only one audience taken",
      breaks: ["caller-audience-array"],
      fault: status(200, 403, (asked) => Array.isArray(tokenPart(asked, 1)?.["aud"])),
    },
    { name: "Ssp headers not logged", breaks: ["caller-ids-logged"], fault: asks(without("ssp-traceid")) },
    { name: "parties not logged", breaks: ["caller-ids-logged"], fault: asks(without("ssp-from", "ssp-to")) },
    { name: "request id not mirrored", breaks: ["caller-request-id"], fault: answers(without("x-request-id")) },
    {
      name: "correlation id not mirrored by refusals",
      breaks: ["caller-correlation-id"],
      fault: answers((answer) => (answer.status >= 400 ? without("x-correlation-id")(answer) : answer)),
    },
    {
      name: "Ssp headers refused",
      breaks: ["caller-spine-headers"],
      fault: status(200, 400, ({ headers }) => headers["ssp-from"] !== undefined),
    },
  ];
}
