/** Reasons for rejecting a client certificate. Also the values of a metric's label: a closed list. */
export const REFUSALS = {
  "no-certificate": "The caller has presented no client certificate.",
  unreadable: "The client certificate cannot be read.",
  untrusted: "The client certificate is not from an authority that this registry trusts.",
  "path-too-complex": "The certificates sent with the client certificate lead to too many possible issuers.",
  "not-valid-now": "The client certificate, or one above it, is not valid now.",
  "wrong-purpose": "The client certificate is not for client authentication.",
  "constraint-violated": "An authority above the client certificate was not permitted to issue it.",
  "weak-key":
    "The client certificate, or an intermediate, has a weak key or signature: the minimum is RSA 2048, P-256 or Ed25519, and SHA-256.",
  revoked: "The client certificate, or an intermediate, has been revoked.",
  "revocation-unknown":
    "It is not known whether the client certificate has been revoked: there is no current revocation list of its issuer.",
  "not-allowed": "The client certificate is not on the allow list of this registry.",
} as const;

export type Refusal = keyof typeof REFUSALS;
