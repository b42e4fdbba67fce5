const TAG =
  /^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+)$/i;

/** Tags of a different form that were registered earlier (RFC 5646, 2.1). */
const GRANDFATHERED = new Set(
  (
    "en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu sgn-be-fr sgn-be-nl " +
    "sgn-ch-de art-lojban cel-gaulish no-bok no-nyn zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang"
  ).split(" "),
);

/**
 * Returns true for a well-formed language tag (BCP 47, RFC 5646, 2.2.9). Checks the grammar, not the registry of
 * subtags. A language of more than three letters is rejected: four letters are reserved, and no language of five to
 * eight was ever registered (2.2.1).
 */
export function isLanguageTag(tag: string): boolean {
  return TAG.test(tag) || GRANDFATHERED.has(tag.toLowerCase());
}
