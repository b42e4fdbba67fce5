import { describe, expect, it } from "@jest/globals";
import type { Permission } from "@appointment-registry/registry-contract";
import { INTERACTION_IDS } from "@appointment-registry/registry-contract";
import { requirePermission } from "./permissions.js";

const caller = (...granted: string[]) => ({
  clientId: "c",
  granted: new Set(granted),
  certificateThumbprint: undefined,
  tokenExpires: 0,
});

describe("a permission", () => {
  it.each(Object.entries(INTERACTION_IDS) as [Permission, string][])(
    "to %s is given by its id and by no other",
    (name, id) => {
      expect(() => requirePermission(caller("x", id), name)).not.toThrow();
      const others = Object.values(INTERACTION_IDS).filter((other) => other !== id);
      expect(() =>
        requirePermission(caller(...others, id.toUpperCase(), `${id}s`, id.slice(0, -1), "*"), name),
      ).toThrow(
        expect.objectContaining({ code: "interaction-forbidden", message: `The access token does not grant ${id}.` }),
      );
    },
  );
});
