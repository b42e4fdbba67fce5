import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** The message that undici publishes when it writes the head of a request to a connection (docs/api/DiagnosticsChannel.md). */
interface SentHead {
  readonly request: { readonly method: string; readonly headers: readonly string[] };
}

export interface SentRequests {
  /** `X-Request-ID` of each PUT and POST whose head this process has sent. */
  readonly ids: ReadonlySet<string>;
  end(): void;
}

/** Observes the requests that leave the process, independently of the client. */
export function observeSentRequests(): SentRequests {
  const ids = new Set<string>();
  const note = (message: unknown): void => {
    const { method, headers } = (message as SentHead).request;
    const at = headers.indexOf("x-request-id");
    if (method !== "GET" && at >= 0) ids.add(headers[at + 1] as string);
  };
  subscribe("undici:client:sendHeaders", note);
  return { ids, end: () => void unsubscribe("undici:client:sendHeaders", note) };
}
