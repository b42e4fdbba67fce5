import { afterAll, describe, expect, it } from "@jest/globals";
import { clientAgent, sendBy } from "../harness/calls.js";
import { MockUnderTest } from "../harness/mock.js";
import { contract } from "./contract.js";
import type { Exchanged } from "./contract.js";

const registry = await MockUnderTest.start();
const { mock } = registry;
const agent = await clientAgent(registry.directory);
afterAll(async () => {
  await agent.close();
  await registry.stop();
});

async function send(method: string, path: string, headers: Record<string, string>): Promise<Exchanged> {
  return { method, path, ...(await sendBy(agent, `${mock.baseUrl}${path}`, { method, headers })) };
}

const answers = mock.operations.flatMap((operation) =>
  operation.answers.map((answer) => {
    const { status, example, format } = answer;
    const name = [operation.operationId, status, example, format].filter((part) => part !== undefined).join(" ");
    return [name, { ...operation, ...answer }] as const;
  }),
);

describe("the mock of the contract", () => {
  it("has the operations of the contract", () => {
    const described = mock.operations.map(({ operationId, method, path }) => ({ operationId, method, path }));
    expect(described).toEqual(
      contract().operations.map(({ operationId, method, path }) => ({ operationId, method, path })),
    );
  });

  it.each(answers)(
    "answers %s as the contract documents",
    async (_, { method, path, status, example, format, text }) => {
      const answer = await send(method, path.replace(/\{\w+\}/g, "1"), {
        prefer: `code=${status}${example === undefined ? "" : `, example=${example}`}`,
        accept: `application/fhir+${format ?? "json"}`,
        "x-request-id": "e2e",
      });
      expect(answer).toMatchObject({ status, text, headers: { "x-request-id": "e2e" } });
      expect(contract().violations(answer)).toEqual([]);
    },
  );

  it.each([
    ["GET", "/Patient/1", 404],
    ["DELETE", "/Appointment/1", 405],
    ["GET", "/Appointment/$validate", 405],
  ])("refuses %s %s as the registry would", async (method, path, status) => {
    for (const format of ["json", "xml"]) {
      const answer = await send(method, path, { accept: `application/fhir+${format}` });
      expect(answer.status).toBe(status);
      expect(contract().violations(answer)).toEqual([]);
    }
  });
});
