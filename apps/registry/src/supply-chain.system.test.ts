import { execFileSync } from "node:child_process";
import { expect, it } from "@jest/globals";
import { WORKSPACE } from "@appointment-registry/test-kit";

const run = (name: string) => execFileSync("npm", ["run", "--silent", name], { cwd: WORKSPACE, encoding: "utf8" });

it("Every package of the product has an accepted licence, and install scripts are allowed by name", () => {
  expect(run("licences")).toContain("lmdb 3.");
});

it("There is a bill of materials for the packages installed with the product", () => {
  const bill = JSON.parse(run("sbom")) as { bomFormat: string; components: { name: string; hashes?: unknown }[] };
  expect(bill.bomFormat).toBe("CycloneDX");
  const names = bill.components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["@hapi/hapi", "jose", "lmdb", "mongodb"]));
  expect(names).not.toContain("jest");
});
