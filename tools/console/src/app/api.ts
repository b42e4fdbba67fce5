import { update } from "./state.js";

const KEY = "session";

/** Keeps the session from the address for this tab, and out of sight. */
export function keepSession(session: string): void {
  sessionStorage.setItem(KEY, session);
}

export const hasSession = (): boolean => sessionStorage.getItem(KEY) !== null;

export const headers = (): Record<string, string> => ({ "x-console-session": sessionStorage.getItem(KEY) ?? "" });

/** Calls the server of the console. Returns `undefined` if the answer was not as expected, and the page shows why. */
export async function call<T>(path: string, body: object = {}): Promise<T | undefined> {
  try {
    const answer = await fetch(`/api${path}`, {
      method: "POST",
      headers: { ...headers(), "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const value = (await answer.json()) as T & { readonly message?: string };
    if (answer.ok) return value;
    update({ fault: value.message ?? `The console answered ${answer.status}.` });
  } catch {
    update({ fault: "The console does not answer. Is the sandbox running?" });
  }
  return undefined;
}
