import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Validity } from "@appointment-registry/test-kit";
import { AUDIENCE, ISSUER, TIMED_TOKENS, claims, newSigningKey, publicJwk, sign } from "@appointment-registry/test-kit";
import { ALGORITHMS } from "../config/variables.js";
import type { RegistryError } from "../errors.js";
import { createLog } from "../logging/log.js";
import { createAccessTokenVerifier } from "./access-token.js";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "token-time-"));
});
afterEach(() => rm(directory, { recursive: true }));

/** Seconds relative to the moment: the clock is moved forward, and finally back. */
const OFFSETS = [-3600, -1, -0.001, 0, 0.001, 1, 3000, -1];
const EXPECTED: Readonly<Record<Validity, readonly boolean[]>> = {
  ends: OFFSETS.map((offset) => offset < 0),
  begins: OFFSETS.map((offset) => offset >= 0),
  lasts: OFFSETS.map(() => true),
};
const MOMENT = 2_000_000_000;

/** Like `tls/time.system.test.ts`, for tokens. */
describe.each([
  ["remembered", 1000],
  ["not remembered", 0],
])("a token that is %s is accepted exactly while it is valid:", (_, remembered) => {
  it.each(TIMED_TOKENS)("$name", async ({ validity, claims: claimsAt }) => {
    const key = newSigningKey();
    const file = join(directory, "jwks.json");
    await writeFile(file, JSON.stringify({ keys: [await publicJwk(key)] }));
    let now = 0;
    const verifier = createAccessTokenVerifier({
      issuers: [{ issuer: ISSUER, jwks: { kind: "file", file } }],
      audiences: [AUDIENCE],
      algorithms: ALGORITHMS,
      clockToleranceSeconds: 0,
      maxAgeSeconds: 86_400,
      maxBytes: 8192,
      remembered,
      bindingRequired: false,
      keys: { refreshSeconds: 300, cooldownSeconds: 1, staleSeconds: 60, fetchTimeoutSeconds: 1, caFile: undefined },
      log: createLog("silent"),
      now: () => now,
    });
    try {
      const start = { iat: MOMENT - 3600, nbf: MOMENT - 3600, exp: MOMENT + 3600 };
      const token = await sign(key, claims({ ...start, ...claimsAt(MOMENT) }));
      const codes: string[] = [];
      for (const offset of OFFSETS) {
        now = (MOMENT + offset) * 1000;
        codes.push(
          await verifier.verify(`Bearer ${token}`, { certificateThumbprint: undefined }).then(
            () => "accepted",
            ({ code }: RegistryError) => code,
          ),
        );
      }
      const refused = validity === "ends" ? "token-expired" : "token-not-yet-valid";
      expect(codes).toEqual(EXPECTED[validity].map((accepted) => (accepted ? "accepted" : refused)));
    } finally {
      verifier.close();
    }
  });
});
