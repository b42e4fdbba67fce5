export { accountFaults } from "./accounts.js";
export type { Accounts, SeenAnswer } from "./accounts.js";
export { createAuthority, forgeBelow } from "./authority.js";
export type { Authority, CertificateOptions, IssueOptions, Issued } from "./certificates.js";
export { bookedEntry, nhsNumber } from "./bookings.js";
export { launchChromium } from "./chromium.js";
export { DAMAGES, damageFile } from "./damage.js";
export type { Damage } from "./damage.js";
export { derElement, derExtension, derInteger, derOid, derSequence } from "./der.js";
export { eventually } from "./eventually.js";
export { FAULTS, startFaultProxy } from "./fault-proxy.js";
export type {
  Fault,
  FaultProxy,
  FaultProxyOptions,
  ProxiedOutcome,
  ReplacementAnswer,
  ProxiedServer,
} from "./fault-proxy.js";
export { startConnectProxy } from "./connect-proxy.js";
export type { ConnectProxy } from "./connect-proxy.js";
export { openContract } from "./contract.js";
export { FhirDouble, outcome } from "./fhir-double.js";
export type { DoubleAnswer, DoubleRequest, ServerBehaviour, Intercept } from "./fhir-double.js";
export { testIdentities } from "./identities.js";
export type { Identities } from "./identities.js";
export { atLength, sampled } from "./length.js";
export { isLinearizable } from "./linearizable.js";
export type { Operation } from "./linearizable.js";
export { BROWSER_PASSWORD, browserCertificate, localCertificates } from "./local-certificates.js";
export type { LocalCertificates } from "./local-certificates.js";
export { endChild, startNode } from "./children.js";
export type { NodeOptions } from "./children.js";
export { startMongoDbFaultProxy } from "./mongodb-fault-proxy.js";
export type { MongoDbFaultProxy, MongoDbFaultProxyOptions } from "./mongodb-fault-proxy.js";
export { freePort } from "./ports.js";
export { readIfPresent, replaceFile, writePrivateFile } from "./private-file.js";
export { seededRandom } from "./random.js";
export { sampleXml } from "./sample.js";
export type { SampleOptions } from "./sample.js";
export { startRegistry, stopRegistry, untilServing } from "./registry-process.js";
export { registrySettings, registrySetUp } from "./registry-set-up.js";
export type { RegistryFiles, RegistrySetUp } from "./registry-set-up.js";
export type { RevocationListOptions } from "./revocation-list.js";
export { builtRegistry } from "./registry-build.js";
export { shellWord } from "./shell.js";
export { ShippedRegistry } from "./shipped-registry.js";
export type { ShippedAnswer, ShippedRequest } from "./shipped-registry.js";
export { TIMED_CASES, TIMED_TOKENS, timedChains } from "./timed-chains.js";
export type { TimedCase, TimedChain, TimedToken, TrustedPem, Validity } from "./timed-chains.js";
export { proxyCaller, tlsCaller, waitingConnection } from "./tls-callers.js";
export type { CallTarget, Caller, HandshakeResult, WaitingConnection } from "./tls-callers.js";
export { SCOPES, createTokenIssuer, issuerKeys, signToken } from "./token-endpoint.js";
export type { IssuerKeys, TokenIssuerOptions } from "./token-endpoint.js";
export { AUDIENCE, ISSUER, claims, newSigningKey, publicJwk, serveJwks, sign } from "./tokens.js";
export type { JwksServer, SigningKey } from "./tokens.js";
export { WORKSPACE } from "./workspace.js";
