import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { CallmarkClient } from "../packages/client/src/index.ts";

/*
 * The pictures of the README: `node packages/cli/bin/pinned-node.js scripts/screenshots.ts`, once the console is built.
 * They come from a demo of their own, with as many caller IDs as make a table.
 */

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PICTURES = join(ROOT, "docs/images");
const ENTRY = join(ROOT, "packages/cli/bin/callmark.js");
const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const ORG = "9467895078742654934";
const BRAND = "9467895078742654921";
const IN_BRAND = `/orgs/${ORG}/brands/${BRAND}`;
const TABLE = `${IN_BRAND}/caller-ids`;
const OPEN = "9467895078742654966";
/** As many as a brand may have, with the demo's own. */
const GENERATED = "149986";

const REFUSED = "VALIDATION__PhoneNumberVerificationUnsuccessful";

/** A file as people write it. */
const NUMBERS = `phoneNumber,department
(800) 555-5555,department.general.support.service_center
+18005550123,
1.80056E+10,
800-555-0124,department.general.support.customer_service
(800) 555-0123,
`;

/** A picture: its file's name, the page, and how it is looked at. */
interface Picture {
  readonly name: string;
  readonly path: string;
  /** Of the demo. */
  readonly account?: string;
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
  {
    name: "overview",
    path: "/",
    scheme: "light",
    until: async (page) => {
      await page.getByRole("button", { name: "12 months" }).click();
      await page.getByText(/^\+[0-9,]+ in this time$/).waitFor();
    },
  },
  {
    name: "brand",
    path: `${IN_BRAND}/details`,
    scheme: "dark",
    until: (page) => page.getByText("Switchboard Partners").waitFor(),
  },
  {
    name: "review",
    path: "/reviews",
    account: "demo-reviewer",
    scheme: "light",
    until: (page) =>
      page.getByRole("region", { name: "What is reviewed" }).getByRole("heading").first().waitFor(),
  },
  {
    name: "import",
    path: `${IN_BRAND}/import`,
    scheme: "dark",
    until: async (page) => {
      const file = { name: "numbers.csv", mimeType: "text/csv", buffer: Buffer.from(NUMBERS) };
      await page.locator("input[type=file]").setInputFiles(file);
      await page.getByText("1.80056E+10").first().waitFor();
    },
  },
];

if (!existsSync(CHROMIUM)) throw new Error(`There is no Chromium at ${CHROMIUM} (CHROMIUM_PATH)`);
await mkdir(PICTURES, { recursive: true });
// Whatever fails, what was begun is put away, the last first.
await using begun = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), "callmark-"));
begun.defer(() => rm(folder, { recursive: true, force: true }));
const env = {
  ...process.env,
  CALLMARK_PORT: "0",
  CALLMARK_METRICS_PORT: "0",
  CALLMARK_DATABASE_URL: `file:${join(folder, "registry.db")}`,
  CALLMARK_LOG_LEVEL: "error",
  CALLMARK_REVIEW: "manual",
};
const server = spawn(process.execPath, [ENTRY, "serve", "--demo"], {
  env,
  stdio: ["ignore", "pipe", "inherit"],
});
begun.defer(() => ended(server));
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
begun.defer(() => browser.close());
const url = await addressOf(server.stdout);
const generate = ["admin", "generate", "--brand", BRAND, "--count", GENERATED, "--seed", "pictures"];
const { status } = spawnSync(process.execPath, [ENTRY, ...generate], { env, stdio: "inherit" });
if (status !== 0) throw new Error("No caller IDs were generated");
await fill(url);
for (const picture of PICTURES_TAKEN) await take(browser, url, picture);

/** Gives the demo what a day brings: some caller IDs that were decided, and some that wait. */
async function fill(baseUrl: string): Promise<void> {
  const clientOf = (clientId: string) =>
    new CallmarkClient({ baseUrl, clientId, clientSecret: "demo-secret" });
  const callerIds = clientOf("demo").callerIds({ orgId: ORG, brandId: BRAND });
  const reviews = clientOf("demo-reviewer").reviews();
  for (const place of ["12", "13", "21", "34", "55", "89"]) {
    const { id, etag } = await callerIds.create({ phoneNumber: `+18005550${place}1` });
    const review = { resourceType: "BUSINESS_CALLER_ID", brandId: BRAND, id, etag } as const;
    if (place === "34") await reviews.reject(review, { code: REFUSED, note: "Nobody answered the call." });
    else await reviews.approve(review);
  }
  for (const place of ["21", "34", "55", "89"]) {
    await callerIds.create({ phoneNumber: `+18005550${place}0` });
  }
}

/** Ends a process, and waits until it has: it writes to the folder until then. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill();
  await exit;
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
  { name, path, account = "demo", scheme, narrow, until }: Picture,
): Promise<void> {
  const context = await browser.newContext({
    colorScheme: scheme,
    reducedMotion: "reduce",
    viewport: narrow ? { width: 390, height: 780 } : { width: 1360, height: 860 },
    deviceScaleFactor: narrow ? 2 : 1,
  });
  const page = await context.newPage();
  await page.goto(`${url}${path}#demo=${account}:demo-secret`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await until(page);
  await page.waitForLoadState("load");
  // The logo comes after what it stands beside.
  await page.waitForFunction("[...document.images].every(({ complete }) => complete)");
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  await context.close();
}
