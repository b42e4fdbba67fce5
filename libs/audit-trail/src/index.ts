export type { Anchor } from "./chain.js";
export { openFileTrail } from "./file-trail.js";
export type { FileTrailOptions } from "./file-trail.js";
export { TrailChangedError, TrailUnavailableError } from "./trail.js";
export type { RecordContent, Trail, TrailLog, TrailLogFields } from "./trail.js";
export { verifyTrails } from "./verify.js";
export type { TrailFault, TrailVerdict, TrailsVerdict } from "./verify.js";
export { HashKeyError, openHashKey, readHashKey } from "./hash-key.js";
