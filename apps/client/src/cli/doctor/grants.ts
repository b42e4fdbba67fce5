import { INTERACTION_IDS } from "@appointment-registry/registry-contract";
import type { Permission } from "@appointment-registry/registry-contract";

/** The permissions of the contract, as the command line names them. */
export const GRANTS: Readonly<Record<Permission, string>> = {
  create: "register",
  search: "search",
  read: "get",
  update: "cancel",
};
export const PERMISSIONS = Object.keys(GRANTS) as Permission[];

/** Claims that may hold interaction ids, as an array or as a string with spaces between them. */
const CLAIMS = ["scope", "scp", "groups", "roles"] as const;

/** Returns the permissions that a token grants according to its claims. */
export function grantsIn(claims: Readonly<Record<string, unknown>>): Permission[] {
  const ids = new Set(CLAIMS.flatMap((name) => [claims[name]].flat()).flatMap((value) => String(value).split(" ")));
  return PERMISSIONS.filter((permission) => ids.has(INTERACTION_IDS[permission]));
}

/** Returns the names of permissions as a list: `register, search and cancel`. */
export function grantNames(permissions: readonly Permission[], last = "and"): string {
  const names = permissions.map((permission) => GRANTS[permission]);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;
}

export const getIds = (permissions: readonly Permission[]): string =>
  permissions.map((permission) => INTERACTION_IDS[permission]).join(" ");
