import { createHash } from "node:crypto";
import { toOperationOutcome } from "@appointment-registry/fhir-appointment";
import type { Request, ResponseToolkit } from "@hapi/hapi";
import type { InteractionName } from "@appointment-registry/registry-contract";
import {
  INTERACTIONS,
  INTERACTION_IDS,
  MEDIA_TYPES,
  ROUTES,
  isTagNamed,
  parseIfMatch,
  weakTag,
} from "@appointment-registry/registry-contract";
import { RegistryError } from "../errors.js";
import { cancel } from "../interactions/cancel.js";
import type { CancelRequest } from "../interactions/cancel.js";
import { capabilities } from "../interactions/capabilities.js";
import { history } from "../interactions/history.js";
import { LiveEntries } from "../interactions/live-entries.js";
import { read } from "../interactions/read.js";
import type { Ports } from "../interactions/ports.js";
import { register } from "../interactions/register.js";
import { search } from "../interactions/search.js";
import type { Submission } from "../interactions/submission.js";
import { validateCancel, validateRegister } from "../interactions/validate.js";
import { vread } from "../interactions/vread.js";
import type { StoredVersion } from "../store/store.js";
import {
  constantAnswer,
  resourceAnswer,
  searchAnswer,
  unmodifiedAnswer,
  versionAnswer,
  writeResponse,
} from "./answers.js";
import type { Application } from "./application.js";
import { getBodyLimits } from "./body.js";
import { addForm } from "./context.js";
import { isUnmodified } from "./conditional-read.js";
import { getField } from "./headers/field.js";
import { parseIfNoneExist } from "./headers/if-none-exist.js";
import { parseHistoryRequest } from "./history-request.js";
import type { Parameters } from "./query.js";
import { invalidParameter, parameter, requireKnown } from "./query.js";
import { requestPorts } from "./request-ports.js";
import { parseSearchRequest } from "./search-request.js";
import type { Handler, HandlerResult } from "./handler-result.js";
import { handlerResult, versionResult } from "./handler-result.js";
import { readForm, readSubmission, readValidateRequest } from "./submission.js";

/** More than `id`, `meta.versionId` and `meta.lastUpdated` occupy in either format. */
const ADDED_BYTES = 512;

/**
 * Handlers of the interactions. They convert header fields and bodies to values, call the interaction and convert its result to a response.
 */
export function createHandlers(application: Application): Readonly<Record<InteractionName, Handler>> {
  const { config, softwareVersion } = application;
  const { baseUrl } = config;
  const limits = getBodyLimits(application);
  const { maxLiveEntries } = config.http;
  const liveEntries = maxLiveEntries === undefined ? undefined : new LiveEntries(maxLiveEntries);
  // A registered entry can be sent again, in either format, including what the registry added to it.
  const maxEntryBytes = limits.maxBytes - ADDED_BYTES;
  const formats = ["xml", "json", ...MEDIA_TYPES.xml, ...MEDIA_TYPES.json];
  const offered = [...new Set(ROUTES.map(({ interaction }) => interaction))];
  const statement = capabilities({ baseUrl, softwareVersion, served: offered, formats });
  const statementAnswer = constantAnswer(statement);
  // Two formats, pretty or not, are four representations: the tag is weak.
  const statementTag = weakTag(createHash("sha256").update(JSON.stringify(statement)).digest("base64url").slice(0, 22));

  const getPorts = (request: Request): Ports => requestPorts(request, application);

  /** A version that is read, or 304 if the caller already has it. */
  const oneVersion = async (request: Request, h: ResponseToolkit, stored: StoredVersion): Promise<HandlerResult> => {
    const ports = getPorts(request);
    const previous = () => ports.store.version(stored.id, stored.version - 1);
    const unmodified = await isUnmodified(request.raw.req.headers, stored, { now: ports.now(), previous });
    return versionResult(stored, unmodified ? unmodifiedAnswer(h, { stored }) : versionAnswer(request, h, { stored }));
  };

  return {
    async create(request, h) {
      const submission = await readSubmission(request.raw.req, limits);
      const unlessIdentified = parseIfNoneExist(getField(request.raw.req, "if-none-exist"));
      const asked = { submission, unlessIdentified, maxEntryBytes, liveEntries };
      const registered = await register(asked, getPorts(request));
      const created = registered.kind === "created";
      // A token without read permission receives nothing of an entry that its holder did not send (registry-interactions, "Register").
      const facts = { status: created ? 201 : 200, baseUrl, mayRead: created || mayRead(request) };
      const answer = writeResponse(request, h, registered, facts);
      return versionResult(registered.stored, answer, created);
    },

    async read(request, h) {
      return oneVersion(request, h, await read({ id: getId(request) }, getPorts(request)));
    },

    async vread(request, h) {
      const versionId = request.params["vid"] as string;
      return oneVersion(request, h, await vread({ id: getId(request), versionId }, getPorts(request)));
    },

    async update(request, h) {
      const submission = await readSubmission(request.raw.req, limits);
      const version = await cancel(parseCancelRequest(request, submission), getPorts(request));
      // Its values equal those of the submission, except possibly for content that the narrative hides from readers.
      const hidden = /<!--|<\?/.test(version.resource?.text?.div ?? "");
      const answer = writeResponse(request, h, version, { status: 200, baseUrl, mayRead: mayRead(request) || !hidden });
      return versionResult(version.stored, answer, true);
    },

    async history(request, h) {
      const id = getId(request);
      const bundle = await history(parseHistoryRequest(id, request.app.query, baseUrl), getPorts(request));
      return { ...handlerResult(resourceAnswer(request, h, bundle)), id };
    },

    async search(request, h) {
      const found = await search(parseSearchRequest(request.app.query, baseUrl), getPorts(request));
      return handlerResult(await searchAnswer(request, h, found, baseUrl));
    },

    async searchForm(request, h) {
      const form = await readForm(request.raw.req, limits);
      const parameters = addForm(request.app, request.raw.req, form);
      requireKnown(parameters, INTERACTIONS.searchForm.parameters);
      if (request.app.format === undefined) throw new RegistryError("not-acceptable");
      const found = await search(parseSearchRequest(parameters, baseUrl), getPorts(request));
      return handlerResult(await searchAnswer(request, h, found, baseUrl));
    },

    async validateCreate(request, h) {
      const { submission, ...asked } = await readValidateRequest(request.raw.req, limits);
      requireModeAndProfile("create", asked, request.app.query);
      return handlerResult(
        resourceAnswer(request, h, toOperationOutcome(await validateRegister(submission, maxEntryBytes))),
      );
    },

    async validateUpdate(request, h) {
      const { submission, ...asked } = await readValidateRequest(request.raw.req, limits);
      requireModeAndProfile("update", asked, request.app.query);
      const issues = await validateCancel(parseCancelRequest(request, submission), getPorts(request));
      return { ...handlerResult(resourceAnswer(request, h, toOperationOutcome(issues))), id: getId(request) };
    },

    capabilities(request, h) {
      const isKnown = isTagNamed(request.raw.req.headers["if-none-match"], statementTag);
      const answer = isKnown ? h.response().code(304) : statementAnswer(request, h);
      return handlerResult(answer.header("etag", statementTag));
    },
  };
}

function parseCancelRequest(request: Request, submission: Submission): CancelRequest {
  const vid = request.params["vid"] as string | undefined;
  return {
    id: getId(request),
    submission,
    expected: parseIfMatch(getField(request.raw.req, "if-match")),
    mayRead: mayRead(request),
    ...(vid === undefined ? {} : { versionInUrl: vid }),
  };
}

/** Returns whether the token grants reading. */
function mayRead({ app }: Request): boolean {
  return app.caller?.granted.has(INTERACTION_IDS.read) === true;
}

const PROFILE = "https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1";

function requireModeAndProfile(
  expected: "create" | "update",
  asked: { readonly mode: string | undefined; readonly profile: string | undefined },
  query: Parameters,
): void {
  const mode = asked.mode ?? parameter(query, "mode") ?? expected;
  if (mode !== expected) throw invalidParameter("mode", `must be ${expected} at this URL`);
  const profile = asked.profile ?? parameter(query, "profile") ?? PROFILE;
  if (profile !== PROFILE) throw invalidParameter("profile", `must be ${PROFILE}`);
}

/** Returns the id in the URL. */
function getId(request: Request): string {
  return request.params["id"] as string;
}
