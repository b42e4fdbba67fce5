import type { Request, ResponseToolkit, Server } from "@hapi/hapi";
import type { InteractionRow } from "@appointment-registry/registry-contract";
import { parseAuthorization } from "../auth/bearer.js";
import { requirePermission } from "../auth/permissions.js";
import type { Application } from "./application.js";

export const CERTIFICATE_AND_TOKEN = "certificate-and-token";

/**
 * A single scheme that requires both, because multiple strategies of a route are alternatives. The certificate was checked when the request
 * arrived. Token, rate and interaction follow before any byte of the body is read (registry-interactions, "order of checks").
 */
export function registerAuthentication(server: Server, { verifier, limiter }: Application): void {
  server.auth.scheme(CERTIFICATE_AND_TOKEN, () => ({
    async authenticate(request: Request, h: ResponseToolkit) {
      const { certificateThumbprint } = request.app;
      const caller = await verifier.verify(parseAuthorization(request.raw.req), { certificateThumbprint });
      request.app.caller = caller;
      limiter.admit(caller.clientId);
      const { permission } = request.route.settings.app as InteractionRow;
      if (permission !== undefined) requirePermission(caller, permission);
      return h.authenticated({ credentials: NONE });
    },
  }));
  server.auth.strategy(CERTIFICATE_AND_TOKEN, CERTIFICATE_AND_TOKEN);
}

/** Interactions receive values, not credentials. */
const NONE = {};
