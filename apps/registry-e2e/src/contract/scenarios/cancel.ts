import {
  bodyRefusalsOf,
  expired,
  refusalsOf,
  tokenRefusalsOf,
  unknownId,
  unreadable,
  writeRefusalOf,
} from "./failures.js";
import { withoutParticipantStatus } from "./register.js";
import type { Ask, Change, Scenarios } from "./scenario.js";
import { afterCancel, cancel, cancelAtVersion, changed, preferringOutcome } from "./scenario.js";

export const laterStart: Change = ({ body = "" }) => ({
  body: body.replace("2019-02-01T10:51:23", "2019-02-01T11:51:23"),
});
const anotherId: Change = ({ body = "", path }) => ({ body: body.replace(path.split("/")[2] ?? "", "another") });
const ifMatch =
  (field: string | undefined): Change =>
  ({ headers }) => ({ headers: { ...headers, "if-match": field } });

/** Refusals of an update, for its own URL and for the URL of a version. */
const updateRefusalsOf = (name: string, ask: Ask): Scenarios => ({
  [`${name}-400`]: unreadable(ask),
  [`${name}-400-id-mismatch`]: changed(ask, anotherId),
  [`${name}-404`]: unknownId(ask),
  [`${name}-409`]: afterCancel(ask),
  [`${name}-412`]: changed(ask, ifMatch(undefined)),
  [`${name}-422-difference`]: changed(ask, laterStart),
  ...tokenRefusalsOf(name, ask, "read"),
  ...writeRefusalOf(name, ask),
  ...bodyRefusalsOf(name, ask),
  ...refusalsOf(name, ask),
});

export const CANCEL: Scenarios = {
  "cancel-200": changed(cancel),
  "cancel-200-outcome": changed(cancel, preferringOutcome),
  "cancel-400-if-match": changed(cancel, ifMatch("version 1")),
  "cancel-403-expired": async (registries, format) => {
    const token = await expired(registries.usual);
    return changed(cancel, () => ({ token }))(registries, format);
  },
  "cancel-422-already-cancelled": afterCancel(cancel, ifMatch('W/"2"')),
  "cancel-422-profile": changed(cancel, withoutParticipantStatus),
  ...updateRefusalsOf("cancel", cancel),

  "cancel-at-version-200": changed(cancelAtVersion),
  "cancel-at-version-200-outcome": changed(cancelAtVersion, preferringOutcome),
  "cancel-at-version-409-url": afterCancel(cancelAtVersion, ifMatch('W/"2"')),
  "cancel-at-version-422-already-cancelled": afterCancel(cancel, (asked, format) => ({
    ...ifMatch('W/"2"')(asked, format),
    path: `${asked.path}/_history/2`,
  })),
  ...updateRefusalsOf("cancel-at-version", cancelAtVersion),
};
