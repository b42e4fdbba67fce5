/** Who is calling: what the client certificate and the verified access token say. */
export interface Caller {
  /** The client id of the token (`appid`, `client_id`, `azp` or `sub`, the first that is present). */
  readonly clientId: string;
  /** Interaction ids the token grants, from `scope`, `scp`, `groups` and `roles`. */
  readonly granted: ReadonlySet<string>;
  /** SHA-256 of the DER client certificate, base64url without padding (RFC 8705 `x5t#S256`). */
  readonly certificateThumbprint: string | undefined;
  /** Epoch seconds. */
  readonly tokenExpires: number;
}
