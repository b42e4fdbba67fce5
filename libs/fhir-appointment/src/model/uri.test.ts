import { describe, expect, it } from "@jest/globals";
import { isHttpUrl, isUri } from "./uri.js";

describe("a URI of RFC 3986", () => {
  it.each([
    "http://a",
    "http://a.example/b/c?d=e&f=%20#g",
    "HTTPS://user@a.example:8443/",
    "http://[2001:db8::1]:80/a",
    "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",
    "urn:oid:1.2.3",
    "mailto:a@b",
    "a:",
    "file:///a",
  ])("%s", (text) => {
    expect(isUri(text)).toBe(true);
  });

  it.each([
    "",
    "a",
    "/a",
    "//a",
    "1a:b",
    "http://a/b c",
    "http://a/b ",
    "http://a/é",
    "http://a/%zz",
    "http://a/%2",
    "http://a\\b",
    "http://a/{b}",
    "http://a/[b]",
    "http://a/#b#c",
    "http://a/\u0000",
  ])("%j is not a URI", (text) => {
    expect(isUri(text)).toBe(false);
  });
});

describe("an http or https URL", () => {
  it.each(["http://a", "https://a.example/b?c#d", "HTTP://a", "http://[::1]/a", "http://a:80"])("%s", (text) => {
    expect(isHttpUrl(text)).toBe(true);
  });

  it.each([
    "https://",
    "http:/a",
    "http:a",
    "http:///a",
    "ftp://a",
    "urn:x",
    "http://a b",
    "http://a/%",
    "http://a:b",
    "http://[::1",
    "http://?a",
  ])("%s is not an http or https URL", (text) => {
    expect(isHttpUrl(text)).toBe(false);
  });
});
