import { allTokens } from "./test-inputs.js";
import type { TestInputs } from "./test-inputs.js";
import type { RequirementId } from "./requirements.js";
import { CLAIM_NAMES, PERMISSIONS, getClaims, granted, interactionId } from "./tokens.js";
import type { Permission } from "./tokens.js";

type Need = (inputs: TestInputs) => string | undefined;

const needs =
  (has: (inputs: TestInputs) => boolean, otherwise: string): Need =>
  (inputs) =>
    has(inputs) ? undefined : otherwise;

const TLS = needs(
  ({ baseUrl }) => baseUrl.startsWith("https:"),
  "Needs TLS between here and the registry, and not a gateway.",
);
const LOG = needs(({ logFiles = [] }) => logFiles.length > 0, "Needs the registry's log: --log.");
const JWT = needs((inputs) => allTokens(inputs).every(isJwt), "Needs a token that is a JWT.");
const issued = (name: keyof TestInputs, option: string): Need =>
  needs((inputs) => inputs[name] !== undefined, `Needs such a token of the registry's issuer: ${option}.`);
const limited = (permission: Permission): Need =>
  needs(
    (inputs) => limitedToken(inputs, permission) !== undefined,
    `Needs a token without ${interactionId(permission)}: --limited-token, or a token URL that heeds scope.`,
  );

/** Inputs that a requirement needs in addition to a registry and a token that grants everything. */
const NEEDS: Partial<Record<RequirementId, Need>> = {
  "cancel-mutual-tls": TLS,
  "caller-certificate": TLS,
  "caller-certificate-unknown": TLS,
  "cancel-bad-jwt-403": JWT,
  "cancel-bad-jwt-outcome": JWT,
  "caller-token-unsigned": JWT,
  "caller-token-altered": JWT,
  "caller-token-foreign-key": JWT,
  "caller-token-issuer": JWT,
  "caller-token-expired": issued("expiredToken", "--expired-token"),
  "caller-token-not-yet": issued("notYetValidToken", "--not-yet-valid-token"),
  "caller-token-audience": issued("otherAudienceToken", "--other-audience-token"),
  "caller-may-create": limited("create"),
  "caller-may-read": limited("read"),
  "caller-may-search": limited("search"),
  "caller-may-update": limited("update"),
  "choice-order-permission": limited("update"),
  "caller-claim-names": (inputs) => {
    const missing = CLAIM_NAMES.filter(
      (name) => !fullTokens(inputs).some((token) => onlyIn(token, name) !== undefined),
    );
    return missing.length === 0 ? undefined : `Needs tokens with ${missing.join(", ")}: --equivalent-token.`;
  },
  "caller-claim-shapes": needs((inputs) => {
    const claims = fullTokens(inputs).flatMap((token) => CLAIM_NAMES.map((name) => onlyIn(token, name)));
    return claims.some((claim) => typeof claim === "string") && claims.some((claim) => Array.isArray(claim));
  }, "Needs tokens with an array and with a text: --equivalent-token."),
  "caller-audience-array": needs(
    (inputs) => tokenForSeveral(inputs) !== undefined,
    "Needs a token whose aud is an array: --equivalent-token.",
  ),
  "caller-ids-logged": LOG,
  "privacy-log": LOG,
  "cancel-server-error-500": needs(
    ({ faultyUrl }) => faultyUrl !== undefined,
    "Needs an instance that fails within: --faulty-url.",
  ),
};

/** Returns why the inputs do not suffice to test this requirement, or undefined if they do. */
export const lacking = (id: string, inputs: TestInputs): string | undefined => NEEDS[id as RequirementId]?.(inputs);

/** Returns a valid token that lacks this permission but has another. */
export function limitedToken(inputs: TestInputs, permission: Permission): string | undefined {
  const parts = typeof inputs.token === "string" ? [] : Object.values(inputs.token);
  return [...(inputs.limitedTokens ?? []), ...parts].find((token) => {
    const grants = granted(token);
    return !grants.has(interactionId(permission)) && PERMISSIONS.some((each) => grants.has(interactionId(each)));
  });
}

/** Returns the tokens that grant everything. */
export const fullTokens = ({ token, equivalentTokens = [] }: TestInputs): readonly string[] => [
  ...(typeof token === "string" ? [token] : []),
  ...equivalentTokens,
];

/** Returns the interaction ids of the specification that are not in the tokens. A registry may use others. */
export function missingGrants(inputs: TestInputs): string[] {
  const grants = new Set(allTokens(inputs).flatMap((token) => [...granted(token)]));
  return PERMISSIONS.map(interactionId).filter((id) => !grants.has(id));
}

/** Returns the first token with several audiences. */
export const tokenForSeveral = (inputs: TestInputs): string | undefined =>
  fullTokens(inputs).find((token) => {
    const { aud } = isJwt(token) ? getClaims(token) : {};
    return Array.isArray(aud) && aud.length > 1;
  });

/** Returns the claim with this name if no other claim grants anything. */
function onlyIn(token: string, name: string): unknown {
  if (!isJwt(token)) return undefined;
  const claims = getClaims(token);
  return CLAIM_NAMES.every((each) => each === name || claims[each] === undefined) ? claims[name] : undefined;
}

function isJwt(token: string): boolean {
  try {
    getClaims(token);
    return true;
  } catch {
    return false;
  }
}
