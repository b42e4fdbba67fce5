import type { Permission } from "@appointment-registry/registry-contract";
import { INTERACTION_IDS } from "@appointment-registry/registry-contract";
import type { Caller } from "../caller.js";
import { RegistryError } from "../errors.js";

/** @throws RegistryError `interaction-forbidden`, naming the interaction id that the token lacks */
export function requirePermission(caller: Caller, permission: Permission): void {
  if (caller.granted.has(INTERACTION_IDS[permission])) return;
  throw new RegistryError("interaction-forbidden", {
    message: `The access token does not grant ${INTERACTION_IDS[permission]}.`,
  });
}
