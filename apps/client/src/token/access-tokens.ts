import type { Call } from "../calls/call.js";
import type { ClientCredentials, Interaction, TokenOption } from "../options.js";
import { TokenError } from "./token-error.js";
import { tokenText } from "./token-text.js";

/** Where tokens come from. */
export interface TokenSource {
  /** A token that is good for a while yet. Throws `TokenError`, or the signal's reason. */
  get(call: Call): Promise<string>;
  /** Whether this token should not be used for a request any more, since it expires. */
  isStale(token: string): boolean;
  /** Another token than this one, which was refused. */
  replace(token: string, call: Call): Promise<string>;
  close(): Promise<void>;
}

export interface AccessTokens extends Omit<TokenSource, "replace"> {
  /**
   * Another token than this one, which was refused; `undefined` if there is none, and where a new one would not help: a new
   * one was refused for the same interaction a while ago.
   */
  replace(token: string, interaction: Interaction, call: Call): Promise<string | undefined>;
  /** A token that replaced another was refused, too. */
  refusedAgain(interaction: Interaction): void;
}

/** How long a permission that a new token lacked is not looked for in newer ones: they would cost a request for each call. */
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

/** A token as it is, or one that a function returns. */
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
