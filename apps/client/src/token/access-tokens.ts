import type { Call } from "../calls/call.js";
import type { ClientCredentials, Interaction, TokenOption } from "../options.js";
import { TokenError } from "./token-error.js";
import { tokenText } from "./token-text.js";

/** A source of access tokens. */
export interface TokenSource {
  /** Resolves to a token that remains valid for a while. Rejects with `TokenError`, or the signal's reason. */
  get(call: Call): Promise<string>;
  /** Returns true if this token is about to expire and should not be used for another request. */
  isStale(token: string): boolean;
  /** Resolves to a token other than this refused one. */
  replace(token: string, call: Call): Promise<string>;
  close(): Promise<void>;
}

export interface AccessTokens extends Omit<TokenSource, "replace"> {
  /**
   * Resolves to a token other than this refused one. Resolves to `undefined` if there is none, or if a new one would
   * not help because a new one was refused for the same interaction a while ago.
   */
  replace(token: string, interaction: Interaction, call: Call): Promise<string | undefined>;
  /** Records that a replacement token was refused too. */
  refusedAgain(interaction: Interaction): void;
}

/**
 * Time for which a missing permission is not sought in newer tokens; otherwise every call would cost a token request.
 */
const FRUITLESS_MS = 60_000;

export function accessTokens(source: TokenSource): AccessTokens {
  const fruitless = new Map<Interaction, number>();
  return {
    get: (call) => source.get(call),
    isStale: (token) => source.isStale(token),
    close: () => source.close(),
    async replace(token, interaction, call) {
      if (performance.now() < (fruitless.get(interaction) ?? 0)) return undefined;
      const other = await source.replace(token, call).catch(() => undefined);
      if (other === token) this.refusedAgain(interaction);
      return other === token ? undefined : other;
    },
    refusedAgain: (interaction) => void fruitless.set(interaction, performance.now() + FRUITLESS_MS),
  };
}

/** Provides a fixed token, or the tokens that a function returns. */
export function givenTokens(option: Exclude<TokenOption, ClientCredentials>): TokenSource {
  const get = async (call: Call): Promise<string> => {
    if (typeof option === "string") return tokenText(option);
    const late = (): Error => new TokenError("The token function did not return in time.", { lasting: false });
    try {
      return tokenText(await call.within((async () => option())(), late));
    } catch (error) {
      if (call.aborted || error instanceof TokenError) throw error;
      throw new TokenError(`The token function failed: ${(error as Error).message}`, { cause: error });
    }
  };
  return { get, isStale: () => false, replace: (_, call) => get(call), close: () => Promise.resolve() };
}
