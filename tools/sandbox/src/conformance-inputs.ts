import { SCOPES, signToken } from "@appointment-registry/test-kit";
import type { TokenIssuerOptions } from "@appointment-registry/test-kit";

const HOUR = 3600;
/** The maximum lifetime of a token that the registry accepts. */
const DAY = 24 * HOUR;

/**
 * Returns the inputs of the conformance kit, by the names of its options, in addition to the settings of a client: tokens that no token
 * endpoint issues, and the log. Valid for one day.
 */
export async function conformanceInputs(issuer: TokenIssuerOptions, logFile: string) {
  const now = Math.floor(Date.now() / 1000);
  const token = (claims: Record<string, unknown>): Promise<string> =>
    signToken({ groups: SCOPES, exp: now + DAY - HOUR, ...claims }, issuer);
  const granting = (claim: string, value: unknown) => token({ groups: undefined, [claim]: value });
  return {
    equivalentToken: await Promise.all([
      ...["scope", "scp", "roles"].map((claim) => granting(claim, SCOPES)),
      ...["scope", "scp", "groups", "roles"].map((claim) => granting(claim, SCOPES.join(" "))),
      token({ aud: ["https://another.example", issuer.audience] }),
    ]),
    expiredToken: await token({ iat: now - 2 * HOUR, nbf: now - 2 * HOUR, exp: now - HOUR }),
    notYetValidToken: await token({ nbf: now + DAY, exp: now + 2 * DAY }),
    otherAudienceToken: await token({ aud: "https://another.example" }),
    otherIssuerToken: await token({ iss: "https://another-issuer.example" }),
    log: [logFile],
  };
}
