import { expect, it } from "@jest/globals";
import type { RegistryError } from "../../errors.js";
import { requireHost } from "./host.js";

const required = (httpVersion: string, ...rawHeaders: string[]) => {
  try {
    requireHost({ httpVersion, rawHeaders, headers: {} });
    return "accepted";
  } catch (error) {
    return (error as RegistryError).message;
  }
};

it.each(["localhost", "localhost:8443", "127.0.0.1:1", "[::1]:8443", "a:65535", "registry.example.", "a%20b", "x:"])(
  "%j is a host",
  (host) => {
    expect(required("1.1", "Host", host)).toBe("accepted");
  },
);

it.each(["a b@c/d?e", "a/b", "user@host", "[::1", "a:b", "a:123456", "a:65536", "%zz", "a\u00e9", "", "a,b:1:2"])(
  "%j is not a host",
  (host) => {
    expect(required("1.1", "accept", "host", "HOST", host)).toBe("The Host header of the request is not a host.");
  },
);

it("is required exactly once, from HTTP 1.1 on", () => {
  expect(required("1.1", "host", "a", "Host", "a")).toBe("The request has more than one Host header.");
  expect(required("1.1")).toBe("The request has no Host header.");
  expect(required("1.0")).toBe("accepted");
});
