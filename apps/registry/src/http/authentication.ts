import type { Request, ResponseToolkit, Server } from "@hapi/hapi";
import type { InteractionRow } from "@appointment-registry/registry-contract";
import { parseAuthorization } from "../auth/bearer.js";
import { requirePermission } from "../auth/permissions.js";
import type { Application } from "./application.js";

export const CERTIFICATE_AND_TOKEN = "certificate-and-token";

/**
 * One scheme that demands both: strategies of a route are alternatives. The certificate was demanded when the request came in;
 * token, rate and interaction follow, before a byte of the body is read (registry-interactions, "order of checks").
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

/** Interactions get values, not credentials. */
const NONE = {};
