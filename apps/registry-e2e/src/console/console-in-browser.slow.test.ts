import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { BrowserContext, Page } from "playwright-core";
import { WORKSPACE, eventually, launchChromium } from "@appointment-registry/test-kit";
import { ordinary, started } from "../client/command.js";
import { SandboxUnderTest, sandboxFolder } from "../harness/sandbox.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const run = promisify(execFile);

const browser = await launchChromium();
if (browser === undefined) console.log("No Chromium runs here: the console is not looked at in a browser.");
const inBrowser = browser === undefined ? describe.skip : describe;

let folder: Awaited<ReturnType<typeof sandboxFolder>>;
let sandbox: SandboxUnderTest;
let origin: string;
beforeAll(async () => {
  folder = await sandboxFolder();
  sandbox = await SandboxUnderTest.start(folder.directory);
  origin = new URL(sandbox.console).origin;
});
afterAll(async () => {
  await browser?.close();
  await sandbox?.stop();
  await folder.remove();
});

describe("the console's server", () => {
  const session = (): string => new URL(sandbox.console).hash.slice(1);
  const headers = (more: Record<string, string> = {}) => ({ "content-type": "application/json", ...more });
  /** Returns the status of a call by `curl`, which sends any `Host`. */
  const status = async (path: string, ...more: string[]): Promise<string> =>
    (await run("curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}", ...more, origin + path])).stdout;
  const withSession = (): string[] => ["-X", "POST", "-H", `x-console-session: ${session()}`];

  it("serves its own pages, with the session", async () => {
    expect(await status("/")).toBe("200");
    expect(await status("/api/welcome", ...withSession())).toBe("200");
    expect(await status("/api/welcome", ...withSession(), "-H", `Origin: ${origin}`)).toBe("200");
  });

  it("refuses other hosts, other origins, and calls without the session", async () => {
    expect(await status("/", "-H", "Host: rebound.example")).toBe("403");
    expect(await status("/api/welcome", ...withSession(), "-H", "Host: rebound.example")).toBe("403");
    expect(await status("/api/welcome", ...withSession(), "-H", "Origin: https://elsewhere.example")).toBe("403");
    expect(await status("/api/welcome", ...withSession(), "-H", "Origin: null")).toBe("403");
    expect(await status("/api/welcome", "-X", "POST")).toBe("401");
    expect(await status("/api/events")).toBe("401");
    expect(await status("/api/welcome", "-X", "POST", "-H", `x-console-session: ${"A".repeat(43)}`)).toBe("401");
  });

  it("allows its pages only its own scripts, styles and answers", async () => {
    const policy = [
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:",
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ].join("; ");
    for (const path of ["/", "/app/main.js", "/missing", "/api/welcome"]) {
      const answer = await fetch(origin + path);
      expect([path, answer.headers.get("content-security-policy")]).toEqual([path, policy]);
      await answer.arrayBuffer();
    }
  });

  it("answers requests that its pages do not make with a 4xx", async () => {
    const call = async (path: string, body: string) => {
      const answer = await fetch(`${origin}/api${path}`, {
        method: "POST",
        headers: headers({ "x-console-session": session() }),
        body,
      });
      await answer.arrayBuffer();
      return answer.status;
    };
    expect(await call("/open", "{")).toBe(400);
    expect(await call("/open", "{}")).toBe(400);
    expect(await call("/open", '{"id":"../metadata"}')).toBe(400);
    expect(await call("/case", '{"name":"toString"}')).toBe(404);
    expect(await call("/draft", '{"from":"csv"}')).toBe(400);
    expect(await call("/elsewhere", "{}")).toBe(404);
  });
});

inBrowser("the console, in Chromium", () => {
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    context = await opened();
    page = await context.newPage();
    watch(page);
    await page.goto(sandbox.console);
    await page.getByRole("heading", { name: "Upcoming" }).waitFor();
  });

  const opened = async (options: object = {}): Promise<BrowserContext> =>
    (await browser?.newContext({
      viewport: { width: 1280, height: 900 },
      permissions: ["clipboard-read", "clipboard-write"],
      ...options,
    })) as BrowserContext;

  function watch(page: Page): void {
    page.on("console", (message) => message.type() === "error" && faults.push(`${page.url()}: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on("request", (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith("data:"))
        faults.push(`asked for ${request.url()}`);
    });
  }

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target.join(" ") ?? ""}`);
    });
  }

  const go = async (name: string): Promise<void> => {
    await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
  };
  const outcome = () => page.getByRole("region", { name: "Outcome" }).first();
  const said = async (): Promise<string> => (await outcome().locator(".title").innerText()).trim();
  /** Clicks a control that starts an action, and waits for its outcome. */
  const act = async (click: () => Promise<unknown>): Promise<string> => {
    const before = await page.evaluate("document.querySelector('.exchange')?.dataset.request");
    await click();
    await page.waitForFunction((old) => {
      const document = (
        globalThis as unknown as { document: { querySelector(at: string): { dataset: { request: string } } } }
      ).document;
      const exchange = document.querySelector(".exchange");
      return exchange !== null && exchange.dataset.request !== old;
    }, before as string);
    return said();
  };
  const play = async (name: string): Promise<string> =>
    act(() => page.getByRole("button", { name, exact: true }).click());
  const requests = () => page.locator(".exchange > summary").allInnerTexts();

  /** Registers the sample from the form, and opens it. */
  async function bookedAndOpened(): Promise<string> {
    await go("Register");
    await act(() =>
      page
        .getByRole("button", { name: "New sample" })
        .click()
        .then(() => page.getByRole("button", { name: "Register", exact: true }).click()),
    );
    const provider = await page.getByLabel("URL at the provider").inputValue();
    await act(() => page.locator("#open-registered").click());
    return provider;
  }

  it("loads less than 300 KB, all from its own server", async () => {
    const context = await opened();
    try {
      const page = await context.newPage();
      const sizes: Promise<number>[] = [];
      page.on("response", (answer) => {
        if (!answer.url().endsWith("/api/events")) sizes.push(answer.body().then(({ length }) => length));
      });
      await page.goto(sandbox.console);
      await page.getByRole("heading", { name: "Upcoming" }).waitFor();
      const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      expect(sizes.length).toBeGreaterThan(10);
      expect(total).toBeLessThan(300_000);
      expect(page.url()).toBe(`${origin}/#/appointments`);
    } finally {
      await context.close();
    }
  });

  it("leads a newcomer to a cancelled appointment in three clicks", async () => {
    await page.locator(".entry").first().click();
    await page.getByRole("button", { name: "Cancel appointment" }).click();
    expect(await act(() => page.getByRole("button", { name: "Yes, cancel it" }).click())).toBe("Cancelled");
    await page.locator("#status .cancelled").waitFor();
    const [newest, oldest] = await page.locator(".timeline > li").allInnerTexts();
    expect(newest).toMatch(/Version 2\s+cancelled[^]*Appointment\.status[^]*booked[^]*cancelled/);
    expect(oldest).toMatch(/Version 1\s+booked/);
    expect(await requests()).toEqual([
      expect.stringMatching(/^sandbox-client\s+GET\s+\/STU3\/Appointment\/\S+\s+200 OK/),
      expect.stringMatching(/^sandbox-client\s+PUT\s+\/STU3\/Appointment\/\S+\s+200 OK/),
    ]);
    expect(await violations(page)).toEqual([]);
  });

  it("shows request and answer as sent, and equivalent commands", async () => {
    const id = page.url().split("/").at(-1) as string;
    const [read, update] = await page.locator(".exchange").all();
    await read?.locator("summary").click();
    await update?.locator("summary").click();
    const sent = (await update?.getByLabel("the request", { exact: true }).innerText()) as string;
    expect(sent).toMatch(/^PUT https:\/\/localhost:\d+\/STU3\/Appointment\//);
    expect(sent).toMatch(/if-match: W\/"1"/i);
    expect(sent).toMatch(/authorization: Bearer \S{12}…\S{4}\n/i);
    expect(sent).toMatch(/"status": "cancelled"/);
    const got = (await update?.getByLabel("the answer", { exact: true }).innerText()) as string;
    expect(got).toMatch(/^HTTP\/1\.1 200 OK\n[^]*etag: W\/"2"[^]*"status": "cancelled"/i);

    const curl = (await read?.getByLabel("the curl command", { exact: true }).textContent()) as string;
    const { stdout } = await run("bash", ["-c", curl]);
    expect(stdout).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*"status":\s*"cancelled"/);

    await page.getByRole("button", { name: "Copy the client's command" }).click();
    const command: string = await page.evaluate("navigator.clipboard.readText()");
    const profile = `'${join(folder.directory, ".sandbox/profile.json")}'`;
    expect(command).toBe(`npm run client -- cancel ${id} --config ${profile}`);
    expect(await page.getByLabel("the command of an installed client", { exact: true }).innerText()).toBe(
      `appointment-client cancel ${id} --config ${profile}`,
    );
    const main = join(WORKSPACE, "apps/client/dist/cli/main.js");
    const again = await run("bash", ["-c", command.replace("npm run client --", `"${process.execPath}" "${main}"`)], {
      env: ordinary(),
    }).catch((error: { code: number; stderr: string }) => error);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("already cancelled") });
  });

  it("marks as entered in error by keyboard, and explains why a second cancel is refused", async () => {
    await page.getByRole("button", { name: "Mark as entered in error" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("#confirm:focus").waitFor();
    expect(await act(() => page.keyboard.press("Enter"))).toBe("Marked as entered in error");
    await page.locator("#status .entered-in-error").waitFor();
    expect(await page.getByRole("button", { name: "Cancel appointment" }).count()).toBe(0);
  });

  it("finds booked entries by NHS number, and cancelled ones by the provider's URL", async () => {
    const provider = await bookedAndOpened();
    await page.getByRole("button", { name: "Cancel appointment" }).click();
    await act(() => page.getByRole("button", { name: "Yes, cancel it" }).click());
    await go("Appointments");
    await act(() => page.getByRole("button", { name: "Sample patient 2" }).click());
    expect(await page.locator(".entry").allInnerTexts()).toEqual([expect.stringMatching(/booked/)]);
    await page.getByLabel("URL at the provider").check();
    await page.getByLabel("Full URL of the appointment").fill(provider);
    expect(await act(() => page.getByRole("button", { name: "Find", exact: true }).click())).toBe("1 appointment");
    expect(await page.getByRole("heading", { level: 2 }).first().innerText()).toBe("Cancelled or entered in error");
    expect(await page.locator(".entry").allInnerTexts()).toEqual([expect.stringContaining(provider)]);
    // The contract's sample ended in 2019.
    await act(() => page.getByRole("button", { name: "The contract's sample of 2019" }).click());
    expect(await page.getByRole("heading", { level: 2 }).first().innerText()).toBe("Past");
    await page.getByRole("radio", { name: "NHS number" }).check();
    await page.locator("#nhs-number").fill("1234567890");
    expect(await act(() => page.getByRole("button", { name: "Find", exact: true }).click())).toBe("Refused (400)");
    expect(await outcome().innerText()).toContain("What to do: Check the ten digits of the NHS number.");
    expect(await violations(page)).toEqual([]);
  });

  it("registers an appointment on which form, JSON and XML agree, and marks errors at their element while typing", async () => {
    await go("Register");
    await page.getByRole("button", { name: "New sample" }).click();
    await page.locator("#validity.valid").waitFor();
    const json = page.locator("#text-json");
    const xml = page.locator("#text-xml");

    await page.getByLabel("NHS number").fill("1234567890");
    await page.locator("#validity.invalid").waitFor();
    expect(await page.locator("#hint-nhsNumber").innerText()).toMatch(/last of which is the correct check digit/);
    expect(await page.getByLabel("NHS number").getAttribute("aria-invalid")).toBe("true");
    const line = (await json.inputValue()).split("\n").findIndex((each) => each.includes('"1234567890"')) + 1;
    const marked = Number(await page.locator(".gutter .bad").first().innerText());
    expect(Math.abs(line - marked)).toBeLessThanOrEqual(2);
    await page.locator("#issues button").first().click();
    expect(await json.evaluate((editor) => editor.ownerDocument.activeElement === editor)).toBe(true);
    expect(await page.getByRole("button", { name: "Register", exact: true }).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);

    await page.getByLabel("NHS number").fill("1234554321");
    await page.locator("#validity.valid").waitFor();
    await xml.fill(
      (await xml.inputValue()).replace('<status value="booked"/>', '<status value="booked"/><description value="x"/>'),
    );
    await page.locator("#issues", { hasText: "registry:no-description" }).waitFor();
    expect(await json.inputValue()).toContain('"description": "x"');
    await xml.fill("<Appointment");
    await page.locator("#issues", { hasText: "XML, line 1" }).waitFor();
    await json.fill((await json.inputValue()).replace(/\n *"description": "x",/, ""));
    await page.locator("#validity.valid").waitFor();
    expect(await xml.inputValue()).toContain('<status value="booked"/>');

    expect(await act(() => page.getByRole("button", { name: "Register", exact: true }).click())).toBe("Registered");
    expect(await act(() => page.getByRole("button", { name: "Register", exact: true }).click())).toBe(
      "Registered already",
    );
  });

  it("plays a stale If-Match", async () => {
    await go("Hard cases");
    expect(await play("Stale If-Match")).toBe("Conflict (409)");
    expect(await outcome().innerText()).toMatch(/What changed\s+Appointment\.status changed[^]*booked[^]*cancelled/);
    expect(await violations(page)).toEqual([]);
  });

  it("plays a changed element", async () => {
    expect(await play("A changed element")).toBe("Refused (422)");
    const text = await outcome().innerText();
    expect(text).toContain("Appointment.end");
    expect(text).toContain("What to do: Send back what was retrieved, and change status alone.");
  });

  it("plays a missing If-Match", async () => {
    expect(await play("No If-Match")).toBe("Refused (412)");
    expect(await outcome().innerText()).toContain("Send If-Match with the ETag of the version you retrieved.");
  });

  it("plays an expired token", async () => {
    expect(await play("An expired token")).toBe("Refused (403)");
    expect(await outcome().innerText()).toContain("token-expired");
  });

  it("plays a race of two suppliers, which one wins", async () => {
    expect(await play("Two suppliers at once")).toMatch(/^supplier-[ab] won$/);
    const parts = await page.locator(".parts .title").allInnerTexts();
    expect(parts.sort()).toEqual(["Cancelled", "Conflict (409)"]);
    const steps = await page.locator(".steps li").allInnerTexts();
    expect(
      steps
        .filter((step) => step.includes("PUT"))
        .map((step) => /\b(200|409)\b/.exec(step)?.[1])
        .sort(),
    ).toEqual(["200", "409"]);
  });

  it("plays a lost answer, which the client resolves", async () => {
    expect(await play("A lost answer")).toBe("Cancelled");
    expect(await outcome().innerText()).toContain("An answer was lost.");
    expect(await requests()).toContainEqual(expect.stringMatching(/PUT[^]*no answer/));
  });

  it("plays a dry run, which changes nothing", async () => {
    expect(await play("Dry run")).toBe("Nothing was changed");
    expect(await page.locator(".parts .title").allInnerTexts()).toEqual([
      "It would be registered",
      "The cancel would be refused",
    ]);
    expect(await violations(page)).toEqual([]);
  });

  it("shows the traffic of all clients as it is answered, filters it, and verifies the trail", async () => {
    await go("Live traffic");
    await page.getByText("Connected", { exact: true }).waitFor();
    const settings = JSON.parse(await readFile(join(folder.directory, ".sandbox/client.json"), "utf8")) as {
      baseUrl: string;
    };
    const other = await started(["get", "no-such-entry"], { env: ordinary(), cwd: folder.directory }).ended;
    expect(other.stdout + other.stderr).toContain("404");
    const row = page.locator("tbody tr", { hasText: "not-found" }).first();
    await row.waitFor();
    expect(await row.innerText()).toMatch(/sandbox-client\s+GET\s+\S*Appointment\/\{id\}\s+404/);
    expect(settings.baseUrl).toMatch(/STU3$/);

    await page.getByLabel("Client", { exact: true }).selectOption("supplier-a");
    const clients = async () => [...new Set(await page.locator("tbody tr td:nth-child(2)").allInnerTexts())];
    await eventually(async () => (await clients()).join() === "supplier-a");
    await page.getByLabel("Status", { exact: true }).selectOption("4xx");
    await eventually(async () => {
      const statuses = await page.locator("tbody .status").allInnerTexts();
      return statuses.length > 0 && statuses.every((status) => status.startsWith("4"));
    });
    await page.getByLabel("Client", { exact: true }).selectOption("");
    await page.getByLabel("Status", { exact: true }).selectOption("");
    const plots = await page.locator(".plot").evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")));
    expect(plots).toEqual([
      expect.stringMatching(/^[1-9]\d* requests in the last minute, at most [1-9]\d* in a second$/),
      expect.stringMatching(/^Median [\d.]+ ms, slowest [\d.]+ ms$/),
    ]);
    await page.getByRole("button", { name: "Verify the audit trail" }).click();
    await page.locator("#trail.done", { hasText: "complete and unchanged" }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it.each([
    ["dark", 1280],
    ["light", 360],
  ] as const)(
    "has no accessibility violation in %s at %i pixels, and does not scroll sideways",
    async (colorScheme, width) => {
      const context = await opened({ colorScheme, viewport: { width, height: 800 } });
      try {
        const page = await context.newPage();
        watch(page);
        await page.goto(sandbox.console);
        await page.locator(".entry").first().waitFor();
        const seen = async (): Promise<void> => {
          expect(await violations(page)).toEqual([]);
          const over = await page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth",
          );
          expect([page.url(), over]).toEqual([page.url(), 0]);
        };
        await seen();
        await page.locator(".entry").first().click();
        await page.locator(".timeline").waitFor();
        await seen();
        for (const [name, sign] of [
          ["Register", "#validity.valid"],
          ["Hard cases", ".cases"],
          ["Live traffic", "tbody tr"],
        ] as const) {
          await page.getByRole("navigation", { name: "Console" }).getByRole("link", { name }).click();
          await page.locator(sign).first().waitFor();
          await seen();
        }
      } finally {
        await context.close();
      }
    },
  );

  it("can be used with the keyboard: the first tab stop skips the navigation", async () => {
    const context = await opened();
    try {
      const page = await context.newPage();
      watch(page);
      await page.goto(sandbox.console);
      await page.locator(".entry").first().waitFor();
      await page.keyboard.press("Tab");
      expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
      await page.keyboard.press("Enter");
      expect(await page.evaluate("document.activeElement.id")).toBe("content");
      await page.getByRole("link", { name: "Hard cases" }).press("Enter");
      await page.locator("h1:focus", { hasText: "Hard cases" }).waitFor();
    } finally {
      await context.close();
    }
  });

  it("explains what to do if the session is missing", async () => {
    const context = await opened();
    try {
      const page = await context.newPage();
      await page.goto(origin);
      await page.getByRole("alert").waitFor();
      expect(await page.getByRole("alert").innerText()).toContain("open the address that npm start printed");
    } finally {
      await context.close();
    }
  });

  it("logged no error in the browser console, and sent no request to another origin", () => {
    expect(faults).toEqual([]);
  });
});
