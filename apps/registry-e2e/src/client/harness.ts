import type { ClientOptions, TlsOptions } from "@appointment-registry/client";
import { clientTls } from "../harness/calls.js";
import type { RegistryUnderTest } from "../harness/registry.js";

/** The properties of a registry that a client needs. */
export type Callable = Pick<RegistryUnderTest, "directory" | "baseUrl" | "token">;

/** Returns the options for a client of this registry, with a valid token. */
export async function clientOptions(
  registry: Callable,
): Promise<ClientOptions & { readonly tls: TlsOptions; readonly token: string }> {
  const { directory, baseUrl } = registry;
  return { baseUrl, tls: await clientTls(directory), token: await registry.token() };
}

/** Runs `work` for 0 to `count` - 1, with `workers` calls at a time. */
export async function inParallel(count: number, workers: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}
