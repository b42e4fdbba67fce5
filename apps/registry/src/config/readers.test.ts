import { describe, expect, it } from "@jest/globals";
import { absoluteUrl, addresses, listOf, matching, oneOf, text, wholeNumber } from "./readers.js";

const digits = matching(/^\d$/);

describe("the readers of settings", () => {
  it.each([
    ["text", text, " a b ", "a b"],
    ["text of white space", text, " \t", undefined],
    ["one of", oneOf(["a", "b"]), "b", "b"],
    ["one of, in another case", oneOf(["a", "b"]), "B", undefined],
    ["a whole number", wholeNumber(1, 20), "20", 20],
    ["a whole number below", wholeNumber(1, 20), "0", undefined],
    ["a whole number above", wholeNumber(1, 20), "21", undefined],
    ["a whole number with a sign", wholeNumber(1, 20), "+2", undefined],
    ["a whole number with a fraction", wholeNumber(1, 20), "2.0", undefined],
    ["a whole number with a space", wholeNumber(1, 20), " 2", undefined],
    ["a whole number with too many digits", wholeNumber(1, 20), "0000000000000002", undefined],
    ["a list", listOf(digits), " 1  2\t3\n", ["1", "2", "3"]],
    ["a list with one bad item", listOf(digits), "1 x 3", undefined],
    ["an empty list", listOf(digits), " ", undefined],
    ["a URL", absoluteUrl, " https://a.example:8443/STU3/ ", "https://a.example:8443/STU3/"],
    ["a URL in capitals", absoluteUrl, "HTTP://A.example", "HTTP://A.example"],
    ["a URL of another scheme", absoluteUrl, "ftp://a.example", undefined],
    ["a URL without slashes", absoluteUrl, "https:a.example", undefined],
    ["a URL without a host", absoluteUrl, "https://", undefined],
    ["a URL with a query", absoluteUrl, "https://a.example/?", undefined],
    ["a URL with a fragment", absoluteUrl, "https://a.example/#x", undefined],
    ["a relative URL", absoluteUrl, "/STU3", undefined],
    ["an IPv4 address", addresses, "10.0.0.5", "10.0.0.5"],
    ["an IPv4 range", addresses, "10.1.0.0/24", "10.1.0.0/24"],
    ["all IPv4 addresses", addresses, "0.0.0.0/0", "0.0.0.0/0"],
    ["an IPv4 range with too many bits", addresses, "10.1.0.0/33", undefined],
    ["an IPv4 address with a part above 255", addresses, "10.0.0.300", undefined],
    ["an IPv4 address in short form", addresses, "10.1", undefined],
    ["an IPv6 address", addresses, "::1", "::1"],
    ["an IPv6 range", addresses, "2001:db8::/128", "2001:db8::/128"],
    ["an IPv6 range with too many bits", addresses, "2001:db8::/129", undefined],
    ["an IPv6 address with a scope", addresses, "fe80::1%eth0", undefined],
    ["a range with no bits", addresses, "10.0.0.0/", undefined],
    ["a range with a leading zero", addresses, "10.0.0.0/08", undefined],
    ["a range of a range", addresses, "10.0.0.0/8/8", undefined],
    ["a host name", addresses, "localhost", undefined],
  ])("read %s", (_, read, written, value) => {
    expect(read(written)).toEqual(value);
  });
});
