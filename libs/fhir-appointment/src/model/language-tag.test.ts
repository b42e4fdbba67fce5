import { expect, it } from "@jest/globals";
import { isLanguageTag } from "./language-tag.js";

it.each(
  (
    "en en-GB EN-gb sr-SP zh-Hans-CN de-DE-1996 de-CH-1901 sl-rozaj-biske sl-IT-nedis es-419 zh-cmn-Hans-CN hy-Latn-IT-arevela " +
    "de-DE-u-co-phonebk en-a-bbb-x-a-ccc x-private x-a-b-c i-klingon i-enochian en-GB-oed sgn-BE-FR art-lojban zh-min-nan cel-gaulish gsw"
  ).split(" "),
)("%s is a language tag", (tag) => {
  expect(isLanguageTag(tag)).toBe(true);
});

it.each([
  "not a language!!",
  "en-",
  "-en",
  "e",
  "english",
  "engl",
  "en_GB",
  "en GB",
  "en--GB",
  "en-GB-",
  "en-a",
  "x",
  "x-",
  "x-123456789",
  "en-123456789",
  "en-GB-GB",
  "i-unknown",
  "é",
  "*",
  "",
  "en\n",
])("%j is not a language tag", (tag) => {
  expect(isLanguageTag(tag)).toBe(false);
});
