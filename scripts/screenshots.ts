import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

/*
 * The pictures of the README: `node packages/cli/bin/pinned-node.js scripts/screenshots.ts`, once the console is built.
 * They come from a demo of their own, with as many caller IDs as make a table.
 */

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PICTURES = join(ROOT, "docs/images");
const ENTRY = join(ROOT, "packages/cli/bin/callmark.js");
const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const BRAND = "9467895078742654921";
const TABLE = `/orgs/9467895078742654934/brands/${BRAND}/caller-ids`;
const OPEN = "9467895078742654966";
/** As many as a brand may have, with the demo's own. */
const GENERATED = "149996";

/** A picture: its file's name, the page, and how it is looked at. */
interface Picture {
  readonly name: string;
  readonly path: string;
  readonly scheme: "light" | "dark";
  readonly narrow?: boolean;
  /** Waits for what is to be seen. */
  readonly until: (page: Page) => Promise<unknown>;
}

const PICTURES_TAKEN: readonly Picture[] = [
  {
    name: "caller-ids-light",
    path: `${TABLE}?ql=state=in=(PUBLISHED,SUBMITTED)&open=${OPEN}`,
    scheme: "light",
    until: (page) => page.getByRole("heading", { name: "History" }).waitFor(),
  },
  {
    name: "caller-ids-dark",
    path: `${TABLE}?open=${OPEN}`,
    scheme: "dark",
    until: (page) => page.getByRole("heading", { name: "History" }).waitFor(),
  },
  {
    name: "caller-ids-phone",
    path: TABLE,
    scheme: "light",
    narrow: true,
    until: (page) => page.getByRole("row").nth(5).waitFor(),
  },
];

const folder = await mkdtemp(join(tmpdir(), "callmark-"));
const env = {
  ...process.env,
  CALLMARK_PORT: "0",
  CALLMARK_METRICS_PORT: "0",
  CALLMARK_DATABASE_URL: `file:${join(folder, "registry.db")}`,
  CALLMARK_LOG_LEVEL: "error",
};
if (!existsSync(CHROMIUM)) throw new Error(`There is no Chromium at ${CHROMIUM} (CHROMIUM_PATH)`);
await mkdir(PICTURES, { recursive: true });
const server = spawn(process.execPath, [ENTRY, "serve", "--demo"], {
  env,
  stdio: ["ignore", "pipe", "inherit"],
});
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
try {
  const url = await addressOf(server.stdout);
  const generate = ["admin", "generate", "--brand", BRAND, "--count", GENERATED, "--seed", "pictures"];
  spawnSync(process.execPath, [ENTRY, ...generate], { env, stdio: "inherit" });
  for (const picture of PICTURES_TAKEN) await take(browser, url, picture);
} finally {
  await browser.close();
  server.kill();
  await rm(folder, { recursive: true, force: true });
}

/** The address that the server prints once it listens. */
async function addressOf(stdout: NodeJS.ReadableStream): Promise<string> {
  let said = "";
  for await (const chunk of stdout) {
    said += chunk;
    const [, url] = /callmark serves the demo on (\S+)\n/.exec(said) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`The server ended: ${said}`);
}

async function take(
  browser: Browser,
  url: string,
  { name, path, scheme, narrow, until }: Picture,
): Promise<void> {
  const context = await browser.newContext({
    colorScheme: scheme,
    reducedMotion: "reduce",
    viewport: narrow ? { width: 390, height: 780 } : { width: 1360, height: 860 },
    deviceScaleFactor: narrow ? 2 : 1,
  });
  const page = await context.newPage();
  await page.goto(`${url}${path}#demo=demo:demo-secret`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await until(page);
  await page.waitForLoadState("load");
  // The logo comes after what it stands beside.
  await page.waitForFunction("[...document.images].every(({ complete }) => complete)");
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  await context.close();
}
