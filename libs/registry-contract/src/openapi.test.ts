import { describe, expect, it } from "@jest/globals";
import { OpenApiDocument } from "./openapi.js";

const MAIN = new URL("file:///contract/registry.yaml");

const FILES: Readonly<Record<string, unknown>> = {
  "file:///contract/registry.yaml": {
    paths: { "/Appointment/{id}": { $ref: "paths/appointment.yaml" } },
    servers: [{ url: "https://registry.example" }],
    lost: { $ref: "paths/appointment.yaml#/post" },
    round: { $ref: "#/again" },
    again: { $ref: "registry.yaml#/round" },
  },
  "file:///contract/paths/appointment.yaml": {
    parameters: [{ $ref: "../components/parameters.yaml#/Id" }],
    get: { operationId: "read", parameters: [{ $ref: "../components/parameters.yaml#/a~1b%20c" }] },
    summary: "An appointment",
    put: { operationId: "update" },
  },
  "file:///contract/components/parameters.yaml": {
    Id: { $ref: "#/Given" },
    Given: { name: "id", in: "path" },
    "a/b c": { name: "odd", in: "query" },
  },
};

function document(): { openapi: OpenApiDocument; read: string[] } {
  const read: string[] = [];
  const openapi = new OpenApiDocument(MAIN, ({ href }) => {
    read.push(href);
    return FILES[href];
  });
  return { openapi, read };
}

describe("an OpenAPI document", () => {
  it("lists its operations with the parameters of their path, and reads each file once", () => {
    const { openapi, read } = document();
    const operations = openapi.operations().map((each) => ({
      asked: `${each.method} ${each.path}`,
      operationId: each.operation.node.operationId,
      parameters: openapi.parameters(each).map(({ node, name }) => [name, node.name]),
    }));
    expect(operations).toEqual([
      {
        asked: "GET /Appointment/{id}",
        operationId: "read",
        parameters: [
          ["Id", "id"],
          ["a/b c", "odd"],
        ],
      },
      { asked: "PUT /Appointment/{id}", operationId: "update", parameters: [["Id", "id"]] },
    ]);
    expect(read).toEqual(Object.keys(FILES));
  });

  it("reports the file that contains a part, so that the part's references can be resolved", () => {
    const { openapi } = document();
    expect(openapi.at(openapi.root, "paths", "/Appointment/{id}", "parameters", "0")).toEqual({
      node: { name: "id", in: "path" },
      file: "file:///contract/components/parameters.yaml",
      name: "Id",
    });
    expect(openapi.at(openapi.root, "servers", "0")?.node).toEqual({ url: "https://registry.example" });
    expect(openapi.at(openapi.root, "paths", "constructor")).toBeUndefined();
  });

  it("names a reference that leads nowhere, or back to itself", () => {
    const { openapi } = document();
    expect(() => openapi.at(openapi.root, "lost")).toThrow(
      "file:///contract/registry.yaml: paths/appointment.yaml#/post leads nowhere",
    );
    expect(() => openapi.at(openapi.root, "round")).toThrow("refers to itself");
  });

  it("may be a single file that refers only to itself", () => {
    const openapi = OpenApiDocument.bundled({
      paths: { "/a": { get: { responses: { 200: { $ref: "#/components/responses/Read" } } } } },
      components: { responses: { Read: { description: "read" } } },
    });
    const [read] = openapi.operations();
    expect(openapi.each(read!.operation, "responses")).toEqual([
      ["200", { node: { description: "read" }, file: "bundle:/", name: "Read" }],
    ]);
  });
});
