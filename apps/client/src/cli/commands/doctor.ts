import { X509Certificate, createPrivateKey } from "node:crypto";
import { connect } from "node:tls";
import type { PeerCertificate } from "node:tls";
import type { AnyResource } from "@appointment-registry/fhir-appointment";
import { resourceOf } from "../../answers.js";
import { createRegistryClient } from "../../client.js";
import { Call } from "../../calls/call.js";
import { contractRequest } from "../../contract-request.js";
import { createExchange } from "../../exchange.js";
import type { ClientOptions, TlsOptions } from "../../options.js";
import type { Answer } from "../../transport/transport.js";
import { EXIT } from "../exit-codes.js";
import type { Terminal } from "../output/terminal.js";
import { claimsOf, tokenText } from "./token.js";

type DoctorOptions = ClientOptions & { readonly tls: TlsOptions };

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
  /** What to do, where it is not as it should be. */
  readonly advice?: string;
}

/** Checks what a caller needs, in the order in which a request meets it, and says what to do about the first that fails. */
export async function doctor(
  { json = false }: { readonly json?: boolean },
  { options, from }: { readonly options: DoctorOptions; readonly from: string },
  terminal: Terminal,
): Promise<number> {
  const findings: Finding[] = [];
  const tell = (finding: Finding): boolean => {
    findings.push(finding);
    if (json) terminal.printJson(finding);
    else {
      const mark = finding.ok ? terminal.out.green("✓") : terminal.out.red("✗");
      terminal.print(`${mark} ${finding.check.padEnd(22)} ${finding.found}`);
      if (finding.advice !== undefined) terminal.print(`  ${terminal.out.yellow("→")} ${finding.advice}`);
    }
    return finding.ok;
  };
  tell({ check: "settings", ok: true, found: from });
  if (!tell(baseUrl(options)) || !tell(clientCertificate(options)) || !tell(await handshake(options)))
    return EXIT.refused;
  for await (const finding of requests(options)) if (!tell(finding)) break;
  return findings.every(({ ok }) => ok) ? EXIT.done : EXIT.refused;
}

function baseUrl({ baseUrl: url }: ClientOptions): Finding {
  const ok = URL.canParse(url) && new URL(url).protocol === "https:";
  return {
    check: "FHIR base",
    ok,
    found: url,
    ...(ok ? {} : { advice: "Give an https URL such as https://host/STU3." }),
  };
}

function clientCertificate({ tls }: DoctorOptions): Finding {
  const check = "client certificate";
  if (tls.cert === undefined || tls.key === undefined) {
    return {
      check,
      ok: false,
      found: "none",
      advice: "Set --cert and --key: the registry speaks no HTTP without them.",
    };
  }
  try {
    const certificate = new X509Certificate(tls.cert);
    const found = `${certificate.subject.replaceAll("\n", ", ")}, until ${new Date(certificate.validTo).toISOString()}`;
    const key = createPrivateKey({
      key: tls.key,
      ...(tls.passphrase === undefined ? {} : { passphrase: tls.passphrase }),
    });
    if (!certificate.checkPrivateKey(key)) {
      return { check, ok: false, found, advice: "The private key belongs to another certificate." };
    }
    const now = Date.now();
    if (now > Date.parse(certificate.validTo))
      return { check, ok: false, found, advice: "It has expired: get a new one." };
    if (now < Date.parse(certificate.validFrom)) {
      return { check, ok: false, found, advice: "It is not valid yet: check this machine's clock." };
    }
    return { check, ok: true, found };
  } catch (error) {
    return { check, ok: false, found: (error as Error).message, advice: "--cert and --key must be PEM files." };
  }
}

async function handshake({ baseUrl: url, tls }: DoctorOptions): Promise<Finding> {
  const check = "TLS";
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      servername: hostname,
      ...tls,
      ca: tls.ca === undefined ? undefined : [tls.ca].flat(),
      timeout: 10_000,
    });
    const end = (finding: Finding): void => {
      socket.destroy();
      resolve(finding);
    };
    socket.on("secureConnect", () => {
      const peer: PeerCertificate = socket.getPeerCertificate();
      const days = Math.floor((Date.parse(peer.valid_to) - Date.now()) / 86_400_000);
      end({
        check,
        ok: true,
        found: `${socket.getProtocol()}, certificate of ${peer.subject.CN} for ${days} more days`,
      });
    });
    socket.on("timeout", () => end({ check, ok: false, found: "no connection in 10 s", advice: REACH }));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      const certificate = /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/.test(error.code ?? "");
      const advice = certificate
        ? "Set --ca to the authority of the registry's certificate, and check the host's name."
        : REACH;
      end({ check, ok: false, found: error.message || (error.code ?? ""), advice });
    });
  });
}

const REACH = "Check the address, that the registry runs, and that no firewall is in between.";

async function* requests(options: ClientOptions): AsyncGenerator<Finding> {
  const exchange = createExchange({ ...options, timeout: 10_000, retry: { attempts: 1 } });
  const call = new Call(exchange.budget);
  try {
    const from = Date.now();
    const asked = { interaction: "capabilities", again: "always", anonymous: true } as const;
    const { answer, error } = await exchange.send(contractRequest("get", "/metadata", {}), asked, call);
    if (answer === undefined) {
      const advice =
        "The registry ends the connection where it does not trust the client certificate: ask who issued it.";
      yield { check: "capability statement", ok: false, found: error.message, advice };
      return;
    }
    yield capability(answer);
    yield clock(answer, (from + Date.now()) / 2);
  } finally {
    call.end();
    await exchange.close();
  }
  yield await accessToken(options);
  yield await authorised(options);
}

/** Asks for what is not there: a registry that accepts the token says 404. */
async function authorised(options: ClientOptions): Promise<Finding> {
  const registry = createRegistryClient({ ...options, retry: { attempts: 1 } });
  try {
    const probe = await registry.read("doctor-probe");
    const ok = probe.status === 404 || probe.status === 200;
    const issue = "issues" in probe ? probe.issues[0]?.message : undefined;
    const refused = issue ?? ("message" in probe ? probe.message : `HTTP ${probe.status}`);
    const advice = "Check issuer, audience and granted interactions of the token: appointment-client token.";
    const found = ok ? "the registry accepts the token" : refused;
    return { check: "authorised request", ok, found, ...(ok ? {} : { advice }) };
  } finally {
    await registry.close();
  }
}

function capability(answer: Answer): Finding {
  const check = "capability statement";
  const statement = resourceOf<fhir.CapabilityStatement & AnyResource>(answer, "CapabilityStatement");
  const resource = statement?.rest?.[0]?.resource?.find(({ type }) => type === "Appointment");
  const codes = resource?.interaction?.map(({ code }) => code) ?? [];
  const ok = /^3\.0\./.test(statement?.fhirVersion ?? "") && codes.includes("read") && codes.includes("update");
  if (statement === undefined) return { check, ok, found: `HTTP ${answer.status}`, advice: NOT_A_REGISTRY };
  const found = `FHIR ${statement.fhirVersion}, Appointment: ${codes.join(", ")}`;
  return { check, ok, found, ...(ok ? {} : { advice: NOT_A_REGISTRY }) };
}

const NOT_A_REGISTRY = "This is no Appointment Registry of FHIR STU3; the FHIR base may lack its path.";

/** More than this, and a token is refused as expired or not yet valid. */
const MAXIMUM_SKEW_S = 30;

function clock({ headers }: Answer, now: number): Finding {
  const skew = Math.round((now - Date.parse(headers.get("date") ?? "")) / 1000);
  const ok = !(Math.abs(skew) > MAXIMUM_SKEW_S);
  const found = Number.isNaN(skew) ? "not known" : `${skew} s from the registry's`;
  return {
    check: "clock",
    ok,
    found,
    ...(ok ? {} : { advice: "Set this machine's clock (NTP), or tokens will not be valid." }),
  };
}

async function accessToken(options: ClientOptions): Promise<Finding> {
  const check = "access token";
  const advice = "Check the token endpoint, client id and secret.";
  try {
    const claims = claimsOf(await tokenText(options));
    const left = typeof claims.exp === "number" ? Math.round(claims.exp - Date.now() / 1000) : 0;
    const found = `of ${String(claims.iss)} for ${JSON.stringify(claims.aud)}, ${left} s left`;
    return { check, ok: left > 0, found, ...(left > 0 ? {} : { advice: "It has expired: get a new one." }) };
  } catch (error) {
    return { check, ok: false, found: (error as Error).message, advice };
  }
}
