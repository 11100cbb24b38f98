import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where a Chromium is on this machine; `undefined` where there is none. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM_PATH ?? "", ...PATHS].find((path) => path !== "" && existsSync(path));
}

export function launch(executablePath: string): Promise<Browser> {
  // Chromium's own sandbox cannot be had by root, as whom containers run tests.
  const args = ["--no-sandbox"];
  // Scroll bars take room, as they do for most who use it with a mouse.
  return chromium.launch({ executablePath, args, ignoreDefaultArgs: ["--hide-scrollbars"] });
}

/** What is wrong with a page that a test would not see: each of these fails it. */
export interface Complaints {
  readonly elsewhere: string[];
  readonly violations: string[];
  readonly errors: string[];
}

/** A page of its own, without anything that another one has kept. */
export interface Tab extends AsyncDisposable {
  readonly page: Page;
  readonly complaints: Complaints;
}

/** Opens a page of the console; where it is left, it must have asked nobody else, broken no policy and thrown nothing. */
export async function openTab(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints: Complaints = { elsewhere: [], violations: [], errors: [] };
  const { origin } = new URL(url);
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (asked.protocol !== "blob:" && asked.origin !== origin) complaints.elsewhere.push(request.url());
  });
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) complaints.violations.push(message.text());
  });
  page.on("pageerror", (error) => complaints.errors.push(error.message));
  await page.goto(url);
  return {
    page,
    complaints,
    async [Symbol.asyncDispose]() {
      await context.close();
      expect(complaints).toEqual({ elsewhere: [], violations: [], errors: [] });
    },
  };
}

/** How long a page may take to show what it is asked to, in milliseconds: as long as Playwright waits for an element. */
const PATIENCE = 20_000;

/** Expects something of a value that is read again until it is so. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: PATIENCE });
}

const axe = readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** What axe finds on a page as it stands, every rule of it: none is what is wanted. */
export async function audit(page: Page): Promise<readonly string[]> {
  // What fades in is measured once it is there.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
  await page.evaluate(await axe);
  return page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } }
    ).axe.run();
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
    interface AxeViolation {
      readonly id: string;
      readonly help: string;
      readonly nodes: readonly { readonly html: string }[];
    }
  });
}
