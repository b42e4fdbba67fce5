import type { IncomingMessage } from "node:http";
import { BlockList, isIPv6 } from "node:net";
import type { TrustedProxyConfig } from "../config/config.js";

/** Returns whether the address belongs to one of the configured proxies. IPv4 addresses written as IPv6 count as IPv4. */
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

/** The values of a header field, one for each occurrence. */
export function headerValues({ rawHeaders }: Pick<IncomingMessage, "rawHeaders">, name: string): readonly string[] {
  const values: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if ((rawHeaders[index] as string).toLowerCase() === name) values.push(rawHeaders[index + 1] as string);
  }
  return values;
}
