import { asks, bodies, entriesOf, isCreate, isSearch, jsonOf, unversioned } from "./mutant.js";
import type { Json, Mutant } from "./mutant.js";

/** Faults in searches. */
export function search(): readonly Mutant[] {
  const seen: string[] = [];
  const others: string[] = [];

  return [
    {
      name: "identifiers compared with their system alone",
      breaks: ["search-identifier"],
      fault: asks((asked) => ({ ...asked, path: asked.path.replace("?identifier=http", "?identifier=%7Chttp") })),
    },
    {
      name: "cancelled entries hidden from a search by identifier",
      breaks: ["search-identifier-final"],
      fault: bodies("Bundle", (bundle, asked) => {
        const isShown = ({ resource }: Json) => (resource as Json)["status"] === "booked";
        return asked.path.includes("?identifier=") ? { ...bundle, entry: entriesOf(bundle).filter(isShown) } : bundle;
      }),
    },
    {
      name: "_count ignored whatever it is",
      breaks: ["search-count"],
      fault: asks((asked) => ({ ...asked, path: asked.path.replace(/&_count=[^&]*/, "") })),
    },
    {
      name: "search cut to a page",
      breaks: ["search-no-paging"],
      fault: bodies("Bundle", (bundle) =>
        entriesOf(bundle).length > 20 ? { ...bundle, entry: entriesOf(bundle).slice(0, 20) } : bundle,
      ),
    },
    {
      name: "search cut to a page of fifty",
      breaks: ["search-no-paging"],
      fault: bodies("Bundle", (bundle) =>
        entriesOf(bundle).length > 50 ? { ...bundle, total: 50, entry: entriesOf(bundle).slice(0, 50) } : bundle,
      ),
    },
    {
      name: "what is under way hidden from search",
      breaks: ["search-past-hidden"],
      fault: bodies("Bundle", (bundle) => {
        const begun = ({ resource }: Json) => Date.parse(String((resource as Json)["start"])) < Date.now();
        const left = entriesOf(bundle).filter((each) => !begun(each));
        return bundle["type"] === "searchset" && left.length > 0 ? { ...bundle, entry: left } : bundle;
      }),
    },
    {
      name: "fullUrl without the version",
      breaks: ["search-full-url"],
      fault: bodies("Bundle", (bundle) => {
        const entry = entriesOf(bundle).map((each) => ({ ...each, fullUrl: unversioned(String(each["fullUrl"])) }));
        return bundle["type"] === "searchset" && entry.length > 0 ? { ...bundle, entry } : bundle;
      }),
    },
    {
      name: "past appointments found",
      breaks: ["search-past-hidden"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        const resource = jsonOf(answer.body);
        if (isCreate(asked) && Date.parse(String(resource?.["end"])) < Date.now()) seen.push(answer.body);
        if (!isSearch(asked) || resource === undefined) return answer;
        const nhsNumber = /\d{10}/.exec(asked.path + asked.body)?.[0] ?? "";
        const past = seen.filter((each) => each.includes(nhsNumber)).map((each) => ({ resource: jsonOf(each) }));
        return past.length === 0
          ? answer
          : { ...answer, body: JSON.stringify({ ...resource, entry: [...entriesOf(resource), ...past] }) };
      },
    },
    {
      name: "one spelling of the search unknown",
      breaks: ["search-patient-identifier-modifier"],
      fault: asks((asked) => ({ ...asked, path: asked.path.replace("?patient:identifier=", "?patient:unknown=") })),
    },
    {
      name: "unknown parameters ignored",
      breaks: ["read-unknown-parameter", "search-unknown-parameter"],
      fault: asks((asked) => ({ ...asked, path: asked.path.replace(/[?&]colour=green/, "") })),
    },
    {
      name: "one spelling of the search known",
      breaks: [
        "search-participant-actor-patient-identifier",
        "search-participant-actor",
        "search-patient-identifier-chain",
        "search-actor-demographics-bar",
        "search-actor-demographics-slash",
      ],
      fault: asks((asked) => ({
        ...asked,
        path: asked.path.replace(/^(\/Appointment\?)(?!patient:identifier=)[^=]+=/, "$1unknown="),
      })),
    },
    {
      name: "no search by form",
      breaks: ["search-form", "search-posted-form"],
      fault: asks((asked) => ({ ...asked, path: asked.path.replace("/_search", "/_seek") })),
    },
    {
      name: "patients named by reference not found",
      breaks: ["search-reference-participant"],
      fault: bodies("Bundle", (bundle) => {
        const { entry, ...rest } = bundle;
        const left = ((entry ?? []) as Json[]).filter((each) => !JSON.stringify(each).includes("demographics"));
        return left.length === 0 ? rest : { ...rest, entry: left };
      }),
    },
    {
      name: "no total",
      breaks: ["search-bundle", "search-nothing"],
      fault: bodies("Bundle", ({ total: _total, ...bundle }) => bundle),
    },
    {
      name: "search.mode include",
      breaks: ["search-mode"],
      fault: bodies("Bundle", (bundle) =>
        bundle["entry"] === undefined
          ? bundle
          : { ...bundle, entry: entriesOf(bundle).map((each) => ({ ...each, search: { mode: "include" } })) },
      ),
    },
    {
      name: "the appointments of another patient found",
      breaks: ["search-one-patient"],
      fault: async (asked, next) => {
        const answer = await next(asked);
        if (isCreate(asked) && answer.status === 201) others.push(answer.body);
        const bundle = jsonOf(answer.body);
        if (!isSearch(asked) || bundle?.["entry"] === undefined) return answer;
        const more = others.slice(0, 1).map((each) => ({ resource: jsonOf(each), search: { mode: "match" } }));
        return { ...answer, body: JSON.stringify({ ...bundle, entry: [...entriesOf(bundle), ...more] }) };
      },
    },
    {
      name: "a self link that is relative",
      breaks: ["search-self-link"],
      fault: bodies("Bundle", (bundle) => ({ ...bundle, link: [{ relation: "self", url: "Appointment" }] })),
    },
  ];
}
