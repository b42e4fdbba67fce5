import type { Variable } from "./variables.js";
import { PREFIX, VARIABLES } from "./variables.js";

/** Every variable that has a value, its default included, as text: for the line that is logged at a start. No credentials. */
export function effectiveSettings(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(VARIABLES as Record<string, Variable<unknown>>).flatMap(([name, { fallback, secret }]) => {
      const given = env[PREFIX + name];
      const value = given === undefined || given === "" ? fallback : given;
      return value === undefined ? [] : [[PREFIX + name, withoutCredentials(value, secret === true)]];
    }),
  );
}

/** RFC 3986, 3.2.1: the user information of URLs. A secret may hold characters that should have been escaped, and more in its query. */
function withoutCredentials(value: string, isSecret: boolean): string {
  const [address = "", query] = value.split("?", 2);
  return isSecret
    ? address.replace(/(?<=:\/\/).*@/, "***@") + (query === undefined ? "" : "?***")
    : value.replace(/(?<=:\/\/)[^\s/]*@/g, "***@");
}
