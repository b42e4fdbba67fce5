import { join } from "node:path";
import { shellWord } from "@appointment-registry/test-kit";
import type { HeaderFields } from "./shapes.js";

/** Files of the sandbox that a shell command needs. */
export interface CurlOptions {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly directory: string;
  readonly tokenUrl: string;
}

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderFields;
  readonly body: string;
}

function isExpired(authorization = ""): boolean {
  const [, claims] = /^Bearer [\w-]+\.([\w-]+)\./.exec(authorization) ?? [];
  if (claims === undefined) return false;
  const { exp } = JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as { readonly exp?: number };
  return exp !== undefined && exp * 1000 < Date.now();
}

/** Returns shell commands that send a request with a new token, or with the expired one that the sandbox keeps for tests. */
export function toCurl({ method, url, headers, body }: Request, options: CurlOptions): string {
  const tls = `--cacert ${shellWord(options.ca)} --cert ${shellWord(options.cert)} --key ${shellWord(options.key)}`;
  const settings = shellWord(join(options.directory, "client.json"));
  const sent = headers.find(([name]) => name.toLowerCase() === "authorization")?.[1];
  const authorised = sent !== undefined;
  const token = isExpired(sent)
    ? `token=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1])).expiredToken' ${shellWord(join(options.directory, "conformance.json"))})`
    : `token=$(node -p 'const s=JSON.parse(fs.readFileSync(process.argv[1]));new URLSearchParams({grant_type:"client_credentials",client_id:s.clientId,client_secret:s.clientSecret})+""' ${settings} |
  curl -s ${tls} -d @- ${shellWord(options.tokenUrl)} | node -p 'JSON.parse(fs.readFileSync(0)).access_token')`;
  const fields = headers
    .filter(([name]) => !/^(?:authorization|x-request-id|content-length|host|connection)$/i.test(name))
    .map(([name, value]) => `-H ${shellWord(`${name}: ${value}`)}`);
  const lines = [
    `curl -i ${tls}`,
    ...(authorised ? [`-H "Authorization: Bearer $token"`] : []),
    ...fields,
    ...(method === "GET" ? [] : [`-X ${method}`]),
    ...(body === "" ? [] : [`--data-binary ${shellWord(body)}`]),
    shellWord(url),
  ];
  return (authorised ? `${token}\n` : "") + lines.join(" \\\n  ");
}
