import { describe, expect, it } from "@jest/globals";
import { getPretty, parseParameters, parseQuery, requireKnown } from "./query.js";

const refused = (message: string): unknown => expect.objectContaining({ code: "parameter-invalid", message });

describe("the parameters of a query", () => {
  it("are in their order, with the text as it was written", () => {
    expect(parseQuery("/Appointment?a=b+c&&d&a=%20?")).toEqual([
      ["a", "b c", "b+c"],
      ["d", "", ""],
      ["a", " ?", "%20?"],
    ]);
    expect(parseQuery("/Appointment")).toEqual([]);
  });

  it("are known and given once", () => {
    const check = (query: string) => () => requireKnown(parseParameters(query), ["patient"], "; use patient");
    expect(check("patient=1&_format=xml&_pretty=true")).not.toThrow();
    expect(check("patient=1&status=booked")).toThrow(refused("The parameter status is not known here; use patient."));
    expect(check("_format=xml&_format=xml")).toThrow(refused("The parameter _format is given more than once."));
    expect(check("1234567890=x")).toThrow(refused("A parameter is not known here; use patient."));
  });

  it("have `_pretty` as true or false", () => {
    expect(["", "_pretty=false", "_pretty=true"].map((query) => getPretty(parseParameters(query)))).toEqual([
      false,
      false,
      true,
    ]);
    expect(() => getPretty(parseParameters("_pretty=1"))).toThrow(
      refused("The parameter _pretty must be true or false."),
    );
  });
});
