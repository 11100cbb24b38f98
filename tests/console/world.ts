import { CallmarkClient } from "@callmark/client";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { BUILT, buildConsole } from "../../scripts/console.ts";
import { DEMO, DEMO_SECRET, type DemoAccount } from "../support/demo.ts";
import { newPlace } from "../support/place.ts";
import { type Program, runProgram, startProgram } from "../support/program.ts";
import { launch, openTab, type Tab } from "./browser.ts";

/** How many caller IDs the demo's first brand has. */
export const ROWS = 150_000;
/** The page of its caller IDs. */
export const TABLE = `/orgs/${DEMO.orgId}/brands/${DEMO.brandId}/caller-ids`;

/** Builds the pages as `npm start` does: only where something of them has changed. */
async function built(): Promise<string> {
  const outcome = await buildConsole({ begins: () => {} });
  if (typeof outcome === "object") throw new Error(outcome.leftOut);
  return BUILT;
}

export interface WorldOptions {
  /** How many caller IDs the demo's first brand has, those of the demo among them. */
  readonly rows: number;
  /** Settings of the registry. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A registry that serves the console, a brand in it with so many numbers, and a browser. */
export class World implements AsyncDisposable {
  readonly program: Program;
  readonly browser: Browser;
  readonly #place: AsyncDisposable;

  private constructor(program: Program, browser: Browser, place: AsyncDisposable) {
    this.program = program;
    this.browser = browser;
    this.#place = place;
  }

  static async start(executablePath: string, options: WorldOptions = { rows: ROWS }): Promise<World> {
    const place = await newPlace();
    const { databaseUrl } = place;
    const environment = {
      CALLMARK_CONSOLE: await built(),
      CALLMARK_DATABASE_URL: databaseUrl,
      ...options.environment,
    };
    const program = await startProgram({ demo: true, databaseUrl, environment });
    const count = options.rows - DEMO.ids.length;
    if (count > 0) {
      const generated = await runProgram(
        ["admin", "generate", "--brand", DEMO.brandId, "--count", String(count), "--seed", "console"],
        environment,
      );
      if (generated.code !== 0) throw new Error(`Nothing was generated: ${generated.stderr}`);
    }
    return new World(program, await launch(executablePath), place);
  }

  /** What the API itself says, to compare with what a page shows. */
  client(account: DemoAccount = "demo"): CallmarkClient {
    return new CallmarkClient({ baseUrl: this.program.url, clientId: account, clientSecret: DEMO_SECRET });
  }

  /** Opens a page of the console with the link that fills the sign-in, and signs in. */
  async signedIn(
    path = TABLE,
    account: DemoAccount = "demo",
    options: BrowserContextOptions = {},
  ): Promise<Tab> {
    const tab = await this.open(`${path}#demo=${account}:${DEMO_SECRET}`, options);
    const { page } = tab;
    await page.getByRole("button", { name: "Sign in" }).click();
    // By its name: a page may have a navigation of its own, and two of them are an error to a locator that means one.
    const main = page.getByRole("navigation", { name: "Main" });
    await main.or(page.getByRole("button", { name: "Open navigation" })).waitFor();
    return tab;
  }

  open(path: string, options: BrowserContextOptions = {}): Promise<Tab> {
    return openTab(this.browser, this.program.url + path, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.program[Symbol.asyncDispose]();
    await this.#place[Symbol.asyncDispose]();
  }
}

/** The row of the table that has a number, as people read it. */
export function rowOf(page: Page, number: string) {
  return page.getByRole("row").filter({ hasText: number });
}
