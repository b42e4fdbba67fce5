import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { readCertificates } from "./authorities.js";
import { createForwardedCertificates } from "./forwarded-certificate.js";
import { readCertificateChain, readForwardedCertificates } from "./forwarded-forms.js";
import { decodePem } from "./pem.js";

interface Recorded {
  readonly root: string;
  /** The client's certificate, followed by its intermediate. */
  readonly chain: readonly [string, string];
  readonly headers: readonly {
    readonly by: string;
    readonly name: string;
    readonly value: string;
    readonly chain: string | null;
    /** Number of certificates of `chain` that it forwards. */
    readonly certificates: number;
  }[];
}
const recorded = JSON.parse(
  readFileSync(new URL("./testing/forwarded-headers.json", import.meta.url), "utf8"),
) as Recorded;
const [leaf, intermediate] = (await decodePem(Buffer.from(recorded.chain.join("")), "CERTIFICATE")) as [Buffer, Buffer];
const NOW = Date.UTC(2030, 0, 1);

describe("the client certificate as forwarded by a load balancer", () => {
  it.each(recorded.headers)("$by", async ({ name, value, chain, certificates }) => {
    const read = [...(readForwardedCertificates(value) ?? []), ...(readCertificateChain(chain ?? "::") ?? [])];
    expect(read).toEqual([leaf, intermediate].slice(0, certificates));
    // If the intermediate is not forwarded, it is configured.
    const authorities = certificates === 2 ? recorded.root : recorded.root + recorded.chain[1];
    const trust = {
      generation: 1,
      authorities: await readCertificates(Buffer.from(authorities), ""),
      revocation: undefined,
    };
    const rawHeaders = ["Host", "x", name, value, ...(chain === null ? [] : [`${name}-chain`, chain])];
    const forwarded = createForwardedCertificates(name)({ rawHeaders });
    expect("chain" in forwarded && forwarded.chain.refusal(trust, NOW)).toBeUndefined();
  });

  const pem = recorded.chain[0];
  it.each([
    ["PEM with spaces for line breaks", pem.replaceAll("\n", " ")],
    ["PEM with tabs", pem.replaceAll("\n", "\t")],
    ["PEM without line breaks", pem.replaceAll("\n", "")],
    ["PEM with CRLF, percent-encoded", encodeURIComponent(pem.replaceAll("\n", "\r\n"))],
    ["RFC 9440 with spaces around", ` :${leaf.toString("base64")}: `],
  ])("%s", (_, value) => {
    expect(readForwardedCertificates(value)).toEqual([leaf]);
  });

  const base64 = leaf.toString("base64");
  it.each([
    ["nothing", ""],
    ["an empty byte sequence", "::"],
    ["a byte sequence that does not end", `:${base64}`],
    ["a list of byte sequences, where one is expected", `:${base64}:, :${base64}:`],
    ["base64url", `:${base64.replaceAll("/", "_").replaceAll("+", "-")}:`],
    ["half of a certificate", `:${base64.slice(0, 200)}:`],
    ["PEM without its end", encodeURIComponent(pem.slice(0, 300))],
    ["PEM with something behind it", `${pem} and more`],
    ["PEM of another kind", pem.replaceAll("CERTIFICATE", "PUBLIC KEY")],
    ["a broken percent-encoding", "-----BEGIN%2"],
    ["several hops of Envoy", `Cert="${encodeURIComponent(pem)}",Cert="${encodeURIComponent(pem)}"`],
    ["two certificates in one hop of Envoy", `Cert="${encodeURIComponent(pem)}";cert="${encodeURIComponent(pem)}"`],
    ["Envoy's certificate, unreadable, beside a chain", `Cert="-----";Chain="${encodeURIComponent(pem)}"`],
    ["Envoy's chain, unreadable, beside a certificate", `Cert="${encodeURIComponent(pem)}";Chain="no%20PEM"`],
    ["Envoy's header without a certificate", "Hash=abc;URI=spiffe://x"],
    ["a distinguished name", "CN=supplier-a,O=Example"],
    ["a quote that does not end", 'Cert="'],
    ["(null), as Apache has it", "(null)"],
  ])("is not read from %s", (_, value) => {
    expect(readForwardedCertificates(value)).toBeUndefined();
  });
});

describe("the headers of a request", () => {
  const forwarded = createForwardedCertificates("client-cert");
  const good = `:${leaf.toString("base64")}:`;
  const refused = (...rawHeaders: string[]): string | undefined => {
    const result = forwarded({ rawHeaders });
    return "refusal" in result ? `${result.refusal}: ${result.message}` : undefined;
  };
  const FORM =
    "It must be the certificate in DER as RFC 9440 writes it (`:base64:`); docs/configuration.md names the other forms that are read.";

  it("name what is wrong with them, and the form that is expected", () => {
    expect(refused()).toBe("no-certificate: The proxy forwarded no client certificate (header `client-cert`).");
    expect(refused("Client-Cert", " ")).toBe(refused());
    expect(refused("Client-Cert", good, "client-cert", good)).toBe(
      "unreadable: The request has several headers `client-cert`: the proxy must set it, not add it.",
    );
    expect(refused("Client-Cert", "(null)")).toBe(
      `unreadable: The proxy's header \`client-cert\` cannot be read. ${FORM}`,
    );
    expect(refused("Client-Cert", ":MAMCAQE=:")).toBe(
      `unreadable: The proxy's header \`client-cert\` contains no DER certificate. ${FORM}`,
    );
    expect(refused("Client-Cert", good, "Client-Cert-Chain", "nonsense")).toBe(
      "unreadable: The proxy's header `client-cert-chain` cannot be read. It must be a list of certificates as RFC 9440, 2.2 defines it.",
    );
  });

  it("are read regardless of case, with the chain on one line or several", () => {
    const item = `:${intermediate.toString("base64")}:`;
    expect(refused("CLIENT-CERT", good)).toBeUndefined();
    expect(refused("Client-Cert", good, "Client-Cert-Chain", `${item}, ${item}`)).toBeUndefined();
    expect(refused("Client-Cert", good, "Client-Cert-Chain", item, "Client-Cert-Chain", item)).toBeUndefined();
  });
});
