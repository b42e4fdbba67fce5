import { X509Certificate } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { BlockList, isIPv6 } from "node:net";
import type { TrustedProxyConfig } from "../config/config.js";

/** Is the address one of those of the configured proxies? IPv4 addresses written as IPv6 count as IPv4. */
export function proxyAddresses(config: TrustedProxyConfig): (address: string | undefined) => boolean {
  const list = new BlockList();
  for (const entry of config.addresses) {
    const [address, prefix] = entry.split("/") as [string, string | undefined];
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => {
    if (address === undefined) return false;
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
    return list.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
  };
}

/** The value of a header field that occurs exactly once; undefined where it is missing or repeated. */
export function singleHeader(request: Pick<IncomingMessage, "rawHeaders">, name: string): string | undefined {
  const { rawHeaders } = request;
  let found: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if ((rawHeaders[index] as string).toLowerCase() !== name) continue;
    if (found !== undefined) return undefined;
    found = rawHeaders[index + 1];
  }
  return found;
}

/** A certificate as RFC 9440, 2.1 has it (`:base64:`), or as PEM, percent-encoded (nginx) or with spaces for line breaks. */
export function readCertificateHeader(value: string): X509Certificate | undefined {
  const text = value.trim();
  try {
    const binary = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(text);
    if (binary !== null) return new X509Certificate(Buffer.from(binary[1] as string, "base64"));
    const pem = text.startsWith("-----BEGIN%20") ? decodeURIComponent(text) : text;
    const base64 = /^-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----$/.exec(pem.trim());
    return base64 === null
      ? undefined
      : new X509Certificate(Buffer.from((base64[1] as string).replace(/\s/g, ""), "base64"));
  } catch {
    return undefined;
  }
}

/** RFC 9440, 2.3: the intermediates, in a list of byte sequences. */
export function readCertificateChainHeader(value: string | undefined): X509Certificate[] {
  if (value === undefined) return [];
  return value
    .split(",")
    .slice(0, 8)
    .map(readCertificateHeader)
    .filter((certificate) => certificate !== undefined);
}
