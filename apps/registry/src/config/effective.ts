import type { Variable } from "./variables.js";
import { PREFIX, VARIABLES } from "./variables.js";

/** Every variable with a value, including defaults, as text for the log line at startup. Contains no credentials. */
export function effectiveSettings(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(VARIABLES as Record<string, Variable<unknown>>).flatMap(([name, { fallback, secret }]) => {
      const given = env[PREFIX + name];
      const value = given === undefined || given === "" ? fallback : given;
      return value === undefined ? [] : [[PREFIX + name, withoutCredentials(value, secret === true)]];
    }),
  );
}

/**
 * RFC 3986, 3.2.1: the user information of URLs. A secret may contain characters that should have been escaped, and its query may hold
 * further secrets.
 */
function withoutCredentials(value: string, isSecret: boolean): string {
  const [address = "", query] = value.split("?", 2);
  return isSecret
    ? address.replace(/(?<=:\/\/).*@/, "***@") + (query === undefined ? "" : "?***")
    : value.replace(/(?<=:\/\/)[^\s/]*@/g, "***@");
}
