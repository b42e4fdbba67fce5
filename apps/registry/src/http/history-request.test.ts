import { expect, it } from "@jest/globals";
import { parseHistoryRequest } from "./history-request.js";
import { parseParameters } from "./query.js";

const SELF = "https://registry.test/STU3/Appointment/a/_history";
const parse = (query: string): unknown =>
  parseHistoryRequest("a", parseParameters(query), "https://registry.test/STU3");

it.each([
  ["", { id: "a", self: SELF }],
  ["_count=0", { id: "a", count: 0, self: `${SELF}?_count=0` }],
  [
    "_since=2019-02-01T10:51:23%2B01:00",
    { id: "a", since: Date.UTC(2019, 1, 1, 9, 51, 23), self: `${SELF}?_since=2019-02-01T10%3A51%3A23%2B01%3A00` },
  ],
  // A plus that is not percent-encoded is a space in a query.
  [
    "_since=2019-02-01T10:51:23+01:00&_count=7",
    {
      id: "a",
      count: 7,
      since: Date.UTC(2019, 1, 1, 9, 51, 23),
      self: `${SELF}?_count=7&_since=2019-02-01T10%3A51%3A23%2B01%3A00`,
    },
  ],
])("the parameters of a history: %s", (query, request) => {
  expect(parse(query)).toEqual(request);
});

it.each([
  ["_count=", "The parameter _count must be a whole number."],
  ["_count=-1", "The parameter _count must be a whole number."],
  ["_count=1234567890", "The parameter _count must be a whole number."],
  ["_since=2019-02-01", "The parameter _since must be an instant, such as 2019-02-01T10:51:23Z."],
  ["_since=2019-02-29T10:51:23Z", "The parameter _since must be an instant, such as 2019-02-01T10:51:23Z."],
])("the parameters of a history: %s is refused", (query, message) => {
  expect(() => parse(query)).toThrow(expect.objectContaining({ code: "parameter-invalid", message }));
});
