import { randomUUID } from "node:crypto";
import { Admission } from "./admission/admission.js";
import { RefusedRequests } from "./admission/refused-requests.js";
import { openFileAuditTrail } from "./audit/file-audit-trail.js";
import { createAccessTokenVerifier } from "./auth/access-token.js";
import { createRateLimiter } from "./auth/rate-limit.js";
import type { RegistryConfig } from "./config/config.js";
import { OperatorError } from "./logging/describe-error.js";
import type { Log } from "./logging/log.js";
import type { RecordedForms } from "./logging/recorded-forms.js";
import { RequestCounts, countedAudit } from "./operations/counted-audit.js";
import { Durations } from "./operations/durations.js";
import type { ProcessOperations } from "./operations/operations.js";
import { createOperations } from "./operations/operations.js";
import { serveOperations } from "./operations/operations-server.js";
import { createServer } from "./server.js";
import { makePrivate } from "./private-files.js";
import { storeUrl } from "./config/store-location.js";
import { openStore } from "./store/open.js";
import { tracedStore } from "./store/traced-store.js";
import { createListener } from "./tls/listener.js";
import { SOFTWARE_VERSION } from "./software-version.js";
import { traceAnswer } from "./tracing/requests.js";
import { traced } from "./tracing/traced.js";

export interface Registry {
  readonly operations: ProcessOperations;
  /** Resolves to the port it listens on. Rejects if the address is unavailable. */
  start(): Promise<{ readonly port: number }>;
  /**
   * Immediately reloads the TLS files and the issuers' keys. Logs those that cannot be used and keeps their previous content in use.
   * @returns the number of files and key sets that cannot be used
   */
  reload(): Promise<number>;
  /** Stops accepting connections, lets requests in progress finish, then releases all resources. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Assembles the registry without listening yet. If a part cannot be opened, the parts opened before are closed again.
 * @param forms recorded forms of caller texts for the audit trail: those of the log
 * @throws OperatorError and the errors of the store, with a message for the operator
 */
export async function compose(config: RegistryConfig, log: Log, forms?: RecordedForms): Promise<Registry> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    const problems: unknown[] = [];
    for (const each of closers.splice(0).reverse()) {
      try {
        await each();
      } catch (error) {
        problems.push(error);
      }
    }
    if (problems.length > 0) throw problems[0];
  };
  try {
    const { store: where, audit: trail, tokens } = config;
    for (const directory of [trail.directory, ...(where.kind === "lmdb" ? [where.directory] : [])]) {
      await keepPrivate(directory, log);
    }
    const counts = new RequestCounts();
    const durations = new Durations();
    const opened = await openFileAuditTrail({ ...trail, baseUrl: config.baseUrl, log, forms });
    closers.push(() => opened.close());
    const store = await openStore(storeUrl(where), {
      instance: opened.instance,
      onCommit: (milliseconds) => durations.commit.observe(milliseconds / 1000),
      create: where.create,
      warn: (message) => log.warn(message),
      whenNew() {
        if (opened.hasRecords) throw emptyStore(trail.directory);
        log.warn("There was no store and no audit trail: both are created.");
      },
    });
    closers.push(() => store.close());
    if ((await store.isEmpty()) && (await opened.hasWrites())) throw emptyStore(trail.directory);
    const audit = countedAudit(await opened.follow(store), counts);
    // Pushed before the store: its accounts are recorded last.
    closers.push(() => audit.close());
    const verifier = createAccessTokenVerifier({ ...tokens, log });
    closers.push(() => verifier.close());
    const listener = await createListener(config.tls, config.http, log);
    closers.push(() => listener.close());

    const { admission: limits } = config;
    const admission = new Admission(limits, createRateLimiter(limits.certificateRate));
    admission.overload.start();
    closers.push(() => admission.overload.stop());

    const server = createServer({
      config,
      listener,
      verifier: { verify: traced("token", verifier.verify) },
      limiter: createRateLimiter(config.rateLimit),
      admission,
      refusals: new RefusedRequests(audit, log),
      audit: { ...audit, record: traced("audit", audit.record) },
      observe(answered) {
        const { interaction, status, milliseconds } = answered;
        const labels = { interaction, status_class: `${Math.floor(status / 100)}xx` };
        durations.request.observe(labels, milliseconds / 1000);
        traceAnswer(answered);
      },
      log,
      softwareVersion: SOFTWARE_VERSION,
      ports: {
        store: tracedStore(store, where.kind),
        baseUrl: config.baseUrl,
        now: Date.now,
        newId: randomUUID,
      },
    });
    closers.push(() => server.stop({ timeout: config.http.shutdownMilliseconds }));
    const operations = createOperations({
      ...{ verifier, listener, store, audit, counts, durations, admission },
      storeDirectory: where.kind === "lmdb" ? where.directory : undefined,
      auditDirectory: trail.directory,
    });
    return {
      operations,
      async start() {
        if (config.operations !== undefined) closers.push(await serveOperations(operations, config.operations));
        await server.start();
        return { port: Number(server.info.port) };
      },
      async reload() {
        const reloading = listener.reload().catch((error: unknown) => {
          log.error("A TLS file cannot be used; its last valid content stays in use.", { error });
        });
        await Promise.all([verifier.refresh(), reloading]);
        const files = listener.state().files.filter(({ problem }) => problem !== undefined);
        const keys = verifier.state().issuers.filter(({ state }) => state !== "fresh");
        return files.length + keys.length;
      },
      stop: close,
    };
  } catch (error) {
    await close().catch((problem: unknown) => log.error("A part could not be closed.", { error: problem }));
    throw error;
  }
}

async function keepPrivate(directory: string, log: Log): Promise<void> {
  const privacy = await makePrivate(directory);
  if (privacy === "open")
    log.warn("Other users can read a folder with patient data. Make it 0700.", { folder: directory });
  if (privacy === "mended") {
    log.warn("Other users could read a folder with patient data until now; it is 0700 now.", { folder: directory });
  }
}

/** The volume of the store is not mounted, or the settings name another store. */
function emptyStore(directory: string): OperatorError {
  return new OperatorError(
    `The store is empty, but the audit trail in ${directory} has records: it is not the store of this trail. ` +
      "Restore or import its data first; to begin anew, move the audit trail away.",
  );
}
