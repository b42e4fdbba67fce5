import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Format } from "@appointment-registry/fhir-appointment";
import { selectAnswer, startMock } from "@appointment-registry/mock";
import type { DocumentedAnswer, Mock, Operation, Received } from "@appointment-registry/mock";
import { localCertificates } from "@appointment-registry/test-kit";

/** The mock of the contract, with its own certificates. */
export class MockUnderTest {
  private constructor(
    readonly directory: string,
    readonly mock: Mock,
    private readonly requests: Received[],
  ) {}

  static async start(): Promise<MockUnderTest> {
    const directory = await mkdtemp(join(tmpdir(), "mock e2e "));
    const { serverKey: key, serverCert: cert, ca: clientCa } = await localCertificates(directory);
    const requests: Received[] = [];
    const mock = await startMock({ tls: { key, cert, clientCa }, onRequest: (request) => requests.push(request) });
    return new MockUnderTest(directory, mock, requests);
  }

  get baseUrl(): string {
    return this.mock.baseUrl;
  }

  /** The mock does not check tokens. */
  token(): Promise<string> {
    return Promise.resolve("a-token");
  }

  /** Returns the contract's answers for an operation in this format, and those without a format. */
  answers(operationId: string, format: Format): DocumentedAnswer[] {
    return this.operation(operationId).answers.filter((each) => each.format === undefined || each.format === format);
  }

  /** Returns the usual answer of an operation. */
  usual(operationId: string, format: Format): DocumentedAnswer {
    return selectAnswer(this.operation(operationId), {}, format);
  }

  /** Returns the received requests, oldest first. */
  received(operationId: string): Received[] {
    return this.requests.filter((each) => each.operationId === operationId);
  }

  /** Clears the queued answers and the received requests. */
  reset(): void {
    this.mock.reset();
    this.requests.length = 0;
  }

  private operation(id: string): Operation {
    const found = this.mock.operations.find(({ operationId }) => operationId === id);
    if (found === undefined) throw new Error(`The contract has no operation ${id}.`);
    return found;
  }

  async stop(): Promise<void> {
    await this.mock.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}
