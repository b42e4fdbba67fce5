import type {
  CancelOptions,
  CancelResult,
  ReadResult,
  RegisterResult,
  RegistryClient,
} from "@appointment-registry/client";

/** A call that changes the registry under an id or identifier that no other call uses, or a read of an existing entry. */
export type PlannedCall =
  | { readonly kind: "cancel" | "read"; readonly id: string }
  | { readonly kind: "register" | "once"; readonly appointment: fhir.Appointment; readonly patient: string };

export type CallEnd =
  | { readonly result: CancelResult | RegisterResult | ReadResult; readonly rejected?: never }
  /** Rejected with the reason of its signal, or with an error that no call should reject with. */
  | { readonly result?: never; readonly rejected: "aborted" | Error };

export interface CompletedCall {
  readonly planned: PlannedCall;
  readonly ended: CallEnd;
}

/** When the caller stops waiting: after this many milliseconds, or when a cancel has retrieved the Appointment. */
export type Stop = number | "retrieved" | undefined;

export async function make(client: RegistryClient, planned: PlannedCall, stop: Stop): Promise<CompletedCall> {
  const controller = new AbortController();
  const reason = new Error("the caller stopped waiting");
  const abort = (): void => controller.abort(reason);
  const timer = typeof stop === "number" ? setTimeout(abort, stop) : undefined;
  const options = { signal: controller.signal };
  try {
    const result = await call(client, planned, { ...options, ...(stop === "retrieved" ? { onRetrieved: abort } : {}) });
    return { planned, ended: { result } };
  } catch (error) {
    return { planned, ended: { rejected: error === reason ? "aborted" : (error as Error) } };
  } finally {
    clearTimeout(timer);
  }
}

function call(client: RegistryClient, planned: PlannedCall, options: CancelOptions) {
  switch (planned.kind) {
    case "cancel":
      return client.cancel(planned.id, options);
    case "read":
      return client.read(planned.id, options);
    default:
      return client.register(planned.appointment, { ...options, once: planned.kind === "once" });
  }
}
