import { Agent, EnvHttpProxyAgent, Pool } from "undici";
import type { Dispatcher } from "undici";
import type { TlsOptions } from "../options.js";
import { secureContext } from "./tls.js";

/**
 * Shorter than a registry keeps an idle connection, so that a request seldom uses a connection that is being closed.
 */
const KEEP_ALIVE_MS = 4_000;

export interface DispatcherOptions {
  /** The option name in errors about the TLS options. */
  readonly name: string;
  readonly connections: number;
  /** Milliseconds for TCP and TLS, and for the answer of a proxy. */
  readonly connectTimeout: number;
  readonly proxy: string | false | undefined;
}

export interface Dispatchers {
  /** Returns the connections for these TLS options. Throws `TypeError` for unusable options. */
  for(tls: TlsOptions): Dispatcher;
  /** Resolves when every connection has ended; requests in progress are answered first. */
  close(): Promise<void>;
}

/**
 * Manages connections by TLS options. If the options change, new connections are opened, and the old ones end with
 * their requests.
 */
export function createDispatchers(options: DispatcherOptions): Dispatchers {
  const ending = new Set<Promise<void>>();
  let current: { readonly tls: TlsOptions; readonly dispatcher: Dispatcher } | undefined;
  const retire = (): void => {
    if (current === undefined) return;
    const end = current.dispatcher.close().catch(() => undefined);
    ending.add(end);
    void end.then(() => ending.delete(end));
    current = undefined;
  };
  return {
    for(tls) {
      if (current !== undefined && isSame(current.tls, tls)) return current.dispatcher;
      const dispatcher = createDispatcher(tls, options);
      retire();
      current = { tls, dispatcher };
      return dispatcher;
    },
    async close() {
      retire();
      await Promise.all(ending);
    },
  };
}

function createDispatcher(
  tls: TlsOptions,
  { name, connections, connectTimeout, proxy }: DispatcherOptions,
): Dispatcher {
  const connect = { secureContext: secureContext(tls, name), timeout: connectTimeout };
  const agent = { connections, connect, keepAliveTimeout: KEEP_ALIVE_MS };
  const httpsProxy = proxy ?? (process.env.https_proxy || process.env.HTTPS_PROXY);
  if (!httpsProxy) return new Agent(agent);
  const proxied = {
    ...agent,
    requestTls: connect,
    proxyTls: { timeout: connectTimeout },
    // Its only requests are CONNECT, so this limits how long the proxy may take to connect.
    clientFactory: (url: URL, pool: object) => new Pool(url, { ...pool, headersTimeout: connectTimeout }),
    httpsProxy,
    httpProxy: "",
    ...(proxy === undefined ? {} : { noProxy: "" }),
  };
  return new EnvHttpProxyAgent(proxied);
}

function isSame(one: TlsOptions, other: TlsOptions): boolean {
  const authorities = ({ ca }: TlsOptions): readonly string[] => (ca === undefined ? [] : [ca].flat());
  return (
    one.cert === other.cert &&
    one.key === other.key &&
    one.passphrase === other.passphrase &&
    one.defaultAuthorities === other.defaultAuthorities &&
    authorities(one).length === authorities(other).length &&
    authorities(one).every((each, index) => each === authorities(other)[index])
  );
}
