import { randomUUID } from "node:crypto";

const MIRRORED = /^[\x21-\x7e]{1,128}$/;

/**
 * Returns the caller's `X-Request-ID` or `X-Correlation-ID` if it can be mirrored: visible ASCII, at most 128
 * characters.
 */
export function mirroredId(field: string | string[] | undefined): string | undefined {
  return typeof field === "string" && MIRRORED.test(field) ? field : undefined;
}

export function newRequestId(): string {
  return randomUUID();
}
