import type { Fields } from "../diff/equality.js";
import type { Issue } from "../issue.js";
import { placeOf } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { rowsOf } from "../model/types.js";
import type { ElementRow } from "../model/types.js";
import { broken } from "./broken.js";

/** STU3 extensibility.html#Extension: the url is absolute; only inside another extension may it be relative to that one's. */
export function checkExtensionUrl({ url }: Fields, place: ModelPlace, owner: string): Issue[] {
  if (typeof url !== "string" || url === "" || owner === "Extension" || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(url))
    return [];
  return [
    broken(
      placeOf(place, URL_ROW),
      "extension:url-absolute",
      "extension",
      "The url of an extension must be an absolute URL.",
    ),
  ];
}

const URL_ROW = rowsOf("Extension").byJsonName.get("url") as ElementRow;
