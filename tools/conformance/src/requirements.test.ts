import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { CHECKS } from "./checks.js";
import { REQUIREMENTS } from "./requirements.js";

const SPECIFICATION = join(import.meta.dirname, "../../../../shared/spec");

describe("the requirements", () => {
  const ids = REQUIREMENTS.map(({ id }) => id);

  it("have one test each, and there is no test without a requirement", () => {
    expect(Object.keys(CHECKS).sort()).toEqual([...ids].sort());
  });

  it("have unique ids", () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z0-9]+)+$/.test(id))).toEqual([]);
  });

  it("are one sentence each, without duplicates", () => {
    const sentences = REQUIREMENTS.map(({ page, section, sentence }) => `${page} ${section} ${sentence}`);
    const twice = sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index);
    expect(twice.filter((sentence) => !/That \d{3} has an OperationOutcome\./.test(sentence))).toEqual([]);
    expect(REQUIREMENTS.filter(({ sentence }) => !/^[^ ].*\.$/.test(sentence)).map(({ id }) => id)).toEqual([]);
  });

  it("cover every WILL, MUST and SHOULD of the failures that the page lists", () => {
    const statuses = ["422", "403", "409", "412", "400", "500"];
    const covered = statuses.filter((status) =>
      REQUIREMENTS.some(
        ({ page, section, sentence }) =>
          page === "cancel_registered_appointment" && section === "Response, Failure" && sentence.includes(status),
      ),
    );
    expect(covered).toEqual(statuses);
  });

  const withPages = existsSync(SPECIFICATION) ? it : it.skip;
  if (!existsSync(SPECIFICATION))
    console.log(`${SPECIFICATION} is not there: sections are not compared with the pages.`);

  withPages("quote their pages", () => {
    // eslint-disable-next-line regexp/no-super-linear-move -- our own pages
    const words = (text: string): string => text.replace(/<[^>]*>/g, "").replace(/\s+/g, " ");
    const pages = new Map<string, string>();
    const missing = REQUIREMENTS.filter(({ page, quote }) => {
      const text = pages.get(page) ?? words(readFileSync(join(SPECIFICATION, `${page}.md`), "utf8"));
      pages.set(page, text);
      return !text.includes(words(quote));
    });
    expect(missing.map(({ id, quote }) => `${id}: ${quote}`)).toEqual([]);
  });

  it("say for each choice, and only for choices, what else conforms", () => {
    const wrong = REQUIREMENTS.filter(({ level, otherwise }) => (level === "CHOICE") !== (otherwise !== undefined));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  withPages("name sections that are on their pages", () => {
    const text = new Map<string, string>();
    const missing = REQUIREMENTS.filter(({ page, section }) => {
      const read = text.get(page) ?? readFileSync(join(SPECIFICATION, `${page}.md`), "utf8");
      text.set(page, read);
      return !section.split(", ").every((heading) => read.includes(heading));
    });
    expect(missing.map(({ id, section }) => `${id}: ${section}`)).toEqual([]);
  });
});
