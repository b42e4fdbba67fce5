import { OpenApiDocument } from "@appointment-registry/registry-contract/openapi";
import type { Node } from "@appointment-registry/registry-contract/openapi";

/**
 * The obligations in a contract as short sentences. A new version must keep every promise and must not add a demand. All other changes are
 * compatible.
 */
export interface Terms {
  /** Actions that a client may take, and properties of an answer on which it may rely. */
  readonly promises: ReadonlySet<string>;
  /**
   * Requirements that a client must meet, and properties of an answer for which it must be prepared. Each has the promise on which it
   * depends.
   */
  readonly demands: ReadonlyMap<string, string>;
}

/**
 * Keywords that narrow the values of a schema. Any change counts: it breaks either clients that write such values or clients that read
 * them.
 */
const NARROWING = [
  "type",
  "format",
  "pattern",
  "const",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
  "additionalProperties",
  "patternProperties",
];

/** @param contract one bundled document, in which references lead to its own components */
export function getTerms(contract: Node): Terms {
  const promises = new Set<string>();
  const demands = new Map<string, string>();

  const document = OpenApiDocument.bundled(contract);
  const follow = (node: unknown): Node => document.follow({ ...document.root, node: node as Node }).node;

  /** Requests demand what answers promise, and vice versa. `subject` is the promise that such a value exists. */
  function schema(node: Node, at: string, sent: boolean, subject: string): void {
    const promise = (term: string): unknown => promises.add(term);
    const demand = (term: string): unknown => demands.set(term, subject);
    const [narrow, wide] = sent ? [demand, promise] : [promise, demand];
    const { $ref } = node as { $ref?: string };
    if ($ref !== undefined) {
      const name = $ref.slice($ref.lastIndexOf("/") + 1);
      const place = `${sent ? "sent" : "answered"} ${name}`;
      narrow(`${at} is ${name}`);
      if (promises.has(place)) return;
      promise(place);
      schema(follow(node), place, sent, place);
      return;
    }
    for (const keyword of NARROWING)
      if (node[keyword] !== undefined) narrow(`${at}: ${keyword} ${JSON.stringify(node[keyword], withoutDescription)}`);
    const values = node.enum as unknown[] | undefined;
    if (values !== undefined) narrow(`${at}: one of a list`);
    for (const value of values ?? []) wide(`${at} may be ${JSON.stringify(value)}`);
    for (const name of (node.required as string[] | undefined) ?? []) narrow(`${at}.${name} is always there`);
    for (const [name, property] of Object.entries((node.properties as Node | undefined) ?? {})) {
      const term = `${at}.${name} may be there`;
      promise(term);
      schema(property as Node, `${at}.${name}`, sent, term);
    }
    if (node.items !== undefined) schema(node.items as Node, `${at}[]`, sent, subject);
    for (const [index, choice] of ((node.oneOf ?? node.anyOf ?? []) as Node[]).entries()) {
      wide(`${at} may be choice ${index}`);
      schema(choice, `${at}(${index})`, sent, subject);
    }
  }

  function content(node: Node, at: string, sent: boolean): void {
    for (const [type, media] of Object.entries((node.content as Node | undefined) ?? {})) {
      const place = `${at} as ${type}`;
      promises.add(place);
      const held = (media as Node).schema as Node | undefined;
      if (held !== undefined) schema(held, place, sent, place);
    }
  }

  function operation(held: Node, shared: unknown[], at: string): void {
    promises.add(at);
    // Generated clients use this name for their method.
    promises.add(`${at} is called ${String(held.operationId)}`);
    for (const item of [...shared, ...((held.parameters as unknown[] | undefined) ?? [])]) {
      const parameter = follow(item);
      const place = `${at} with ${String(parameter.in)} ${String(parameter.name)}`;
      promises.add(place);
      if (parameter.required === true) demands.set(`${place} always`, at);
      schema(parameter.schema as Node, place, true, place);
    }
    for (const scheme of (held.security ?? contract.security ?? []) as Node[])
      for (const [name, scopes] of Object.entries(scheme)) {
        demands.set(`${at} with ${name}`, at);
        for (const scope of scopes as string[]) demands.set(`${at} with ${scope}`, at);
      }
    if (held.requestBody !== undefined) {
      const body = follow(held.requestBody);
      if (body.required === true) demands.set(`${at} with a body`, at);
      content(body, `${at} with a body`, true);
    }
    for (const [status, item] of Object.entries(held.responses as Node)) {
      const answer = follow(item);
      const place = `${at} answers ${status}`;
      promises.add(place);
      for (const [name, header] of Object.entries((answer.headers as Node | undefined) ?? {})) {
        const { required, schema: held } = follow(header);
        promises.add(`${place} with ${name}`);
        if (required === true) promises.add(`${place} always with ${name}`);
        if (held !== undefined) schema(held as Node, `${place} with ${name}`, false, `${place} with ${name}`);
      }
      content(answer, place, false);
    }
  }

  for (const { method, path, item, operation: held } of document.operations()) {
    const shared = (item.node.parameters as unknown[] | undefined) ?? [];
    operation(held.node, shared, `${method} ${path}`);
  }
  for (const [code, error] of Object.entries((contract["x-errors"] as Node | undefined) ?? {})) {
    const { status, issue, spineCode, retryable } = error as Node;
    const again = retryable === true ? "may be sent again" : "is final";
    promises.add(`error ${code} is ${String(status)}, ${String(issue)}, ${String(spineCode)}, and ${again}`);
  }
  return { promises, demands };
}

/** Returns how a version breaks clients of an earlier version. Empty if it is compatible. */
export function breakingChanges(earlier: Terms, later: Terms): string[] {
  const broken = [...earlier.promises].filter((term) => !later.promises.has(term));
  const added = [...later.demands].filter(
    ([term, subject]) => !earlier.demands.has(term) && earlier.promises.has(subject),
  );
  return [...broken.map((term) => `no longer: ${term}`), ...added.map(([term]) => `now needed: ${term}`)];
}

/** A description is not a term, since its wording may change in any version. */
const withoutDescription = (key: string, value: unknown): unknown =>
  key === "description" && typeof value === "string" ? undefined : value;
