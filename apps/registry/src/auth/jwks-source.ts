import { readFile } from "node:fs/promises";
import { get as getHttp } from "node:http";
import { get as getHttps } from "node:https";
import { SpanKind } from "@opentelemetry/api";
import type { JwksLocation } from "../config/config.js";
import { OperatorError } from "../logging/describe-error.js";
import { traceHeaders, traced } from "../tracing/traced.js";

/** Returns the text of a key set. Rejects with the reason if it is unavailable. */
export type JwksSource = () => Promise<string>;

export interface FetchOptions {
  readonly timeoutMilliseconds: number;
  /** PEM bundle trusted for HTTPS instead of the system's CAs; read again for each fetch. */
  readonly caFile: string | undefined;
}

const MOST_BYTES = 1024 * 1024;

export function jwksSource(location: JwksLocation, options: FetchOptions): JwksSource {
  if (location.kind === "file") return () => readFile(location.file, "utf8");
  const fetched = async () =>
    fetchText(location.url, options, options.caFile && (await readFile(options.caFile, "utf8")));
  return traced("keys", fetched, { kind: SpanKind.CLIENT });
}

/** Uses `node:https` instead of `fetch`, which does not accept a certificate authority. Redirects are not followed. */
function fetchText(url: string, options: FetchOptions, ca: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(options.timeoutMilliseconds);
    const headers = { accept: "application/jwk-set+json, application/json", ...traceHeaders() };
    const common = { signal, agent: false, headers } as const;
    const request = url.startsWith("https:")
      ? getHttps(url, ca === undefined ? common : { ...common, ca })
      : getHttp(url, common);
    request.on("error", reject);
    request.on("response", (response) => {
      response.on("error", reject);
      if (response.statusCode !== 200) {
        response.destroy();
        reject(new OperatorError(`The key set was answered with status ${response.statusCode}.`));
        return;
      }
      const chunks: Buffer[] = [];
      let length = 0;
      response.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > MOST_BYTES) response.destroy(new OperatorError("The key set is larger than 1 MiB."));
        else chunks.push(chunk);
      });
      response.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
      // Without this, a connection that ends early would leave the promise pending forever.
      response.on("close", () => reject(new OperatorError("The key set was not received completely.")));
    });
  });
}
