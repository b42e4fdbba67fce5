export { localCertificates } from "./local-authority.js";
export type { LocalCertificates } from "./local-authority.js";
export { freePort } from "./ports.js";
export { startRegistry, stopRegistry } from "./registry-process.js";
export { SCOPES, createTokenIssuer, issuerKeys } from "./token-issuer.js";
export type { IssuerKeys, TokenIssuerOptions } from "./token-issuer.js";
