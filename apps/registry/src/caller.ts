/** The caller as identified by the client certificate and the verified access token. */
export interface Caller {
  /** Client id of the token (the first present of `appid`, `client_id`, `azp` and `sub`). */
  readonly clientId: string;
  /** Interaction ids granted by the token, from `scope`, `scp`, `groups` and `roles`. */
  readonly granted: ReadonlySet<string>;
  /** SHA-256 of the DER client certificate, base64url without padding (RFC 8705 `x5t#S256`). */
  readonly certificateThumbprint: string | undefined;
  /** Expiry in epoch seconds. */
  readonly tokenExpires: number;
}
