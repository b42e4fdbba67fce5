/** No access token could be obtained; nothing was sent to the registry. */
export class TokenError extends Error {
  override readonly name = "TokenError";
  readonly sent = false;
  /** False if another attempt may succeed, because the token endpoint was unreachable or unavailable. */
  readonly lasting: boolean;
  /** Milliseconds that the token endpoint asked the client to wait. */
  readonly retryAfter: number;

  constructor(message: string, { cause, lasting = true, retryAfter = 0 }: TokenErrorOptions = {}) {
    super(message, { cause });
    this.lasting = lasting;
    this.retryAfter = retryAfter;
  }
}

interface TokenErrorOptions {
  readonly cause?: unknown;
  readonly lasting?: boolean;
  readonly retryAfter?: number;
}
