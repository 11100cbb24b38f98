import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorOf, summaryOf } from "../support/answer.ts";
import { demoApi, fetchToken } from "../support/api.ts";
import { builtConsole, INDEX, SCRIPT, SCRIPT_PATH, SECRET } from "../support/console.ts";
import { DEMO } from "../support/demo.ts";
import { ask } from "../support/events.ts";
import { temporaryFolder } from "../support/folder.ts";
import { newPlace } from "../support/place.ts";
import { type Program, runProgram, startProgram } from "../support/program.ts";
import { sendRaw } from "../support/raw-connection.ts";

const folder = await builtConsole();
let program: Program;
/** The same without a console. */
let bare: Program;

beforeAll(async () => {
  program = await startProgram({ demo: true, environment: { CALLMARK_CONSOLE: folder.console } });
  bare = await startProgram({ demo: true });
});
afterAll(async () => {
  await program?.[Symbol.asyncDispose]();
  await bare?.[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const HTML = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const get = (target: string, headers: Readonly<Record<string, string>> = {}, method = "GET") =>
  ask(program.url, { target, headers, method });

describe("the console", () => {
  test.each(["/", "/?x=1", SCRIPT_PATH, "/assets/icon-BzfNX1YR.svg"])(
    "%s loads nothing from elsewhere, in nobody's frame",
    async (path) => {
      const { status, headers } = await get(path);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        "content-security-policy": PAGE_POLICY,
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "apple-request-id": expect.any(String),
      });
      expect(headers).not.toHaveProperty("set-cookie");
    },
  );

  test("begins at /, which is asked for again each time", async () => {
    const { headers, text } = await get("/", HTML);
    expect(text).toBe(INDEX);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      vary: "accept, accept-encoding",
    });
    const again = await get("/", { ...HTML, "if-none-match": headers.etag ?? "" });
    expect([again.status, again.text, again.headers.etag]).toEqual([304, "", headers.etag]);
    expect((await get("/", { "if-none-match": 'W/"other"' })).status).toBe(200);
  });

  test("has files that are kept for good, as small as the browser takes them", async () => {
    for (const [accepts, encoding] of [
      ["identity", undefined],
      ["gzip", "gzip"],
      ["gzip, deflate, br", "br"],
      ["br;q=0, gzip", "gzip"],
      ["zstd", undefined],
    ] as const) {
      const { headers, text } = await get(SCRIPT_PATH, { "accept-encoding": accepts });
      expect([accepts, headers["content-encoding"]]).toEqual([accepts, encoding]);
      expect(text).toBe(SCRIPT);
      expect(headers).toMatchObject({
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "public, max-age=31536000, immutable",
        vary: "accept-encoding",
      });
    }
    expect((await get(SCRIPT_PATH, { range: "bytes=0-3", "if-match": '"x"' })).text).toBe(SCRIPT);
  });

  test.each(["/", SCRIPT_PATH])("%s is read by HEAD as well, and by nothing else", async (path) => {
    const head = await get(path, {}, "HEAD");
    expect([head.status, head.text]).toEqual([200, ""]);
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]) {
      const answer = await get(path, HTML, method);
      expect([summaryOf(answer), answer.headers.allow]).toEqual(["405 MethodNotAllowed", "GET, HEAD"]);
    }
  });

  test.each([
    "/brands",
    "/reviews",
    "/caller-ids?ql=state==PUBLISHED&open=1",
    `/orgs/${DEMO.orgId}/brands/${DEMO.brandId}/caller-ids`,
    "/whatever-comes-next",
  ])("%s is a page of it, to who asks for pages", async (path) => {
    const page = await get(path, HTML);
    expect([page.status, page.text, page.headers["content-security-policy"]]).toEqual([
      200,
      INDEX,
      PAGE_POLICY,
    ]);
    expect((await get(path, HTML, "HEAD")).status).toBe(200);
    for (const accept of ["*/*", "application/json", ""]) {
      expect(summaryOf(await get(path, { accept }))).toBe("404 NotFound");
    }
    expect(summaryOf(await get(path, HTML, "POST"))).toBe("404 NotFound");
  });

  test.each(["/", SCRIPT_PATH, "/brands"])("%s: a foreign Host is 400", async (path) => {
    const answer = await sendRaw(program.url, "GET", path, { host: "example.com", ...HTML });
    expect(errorOf(answer)).toMatchObject({ code: "BadRequest", details: { header: "Host" } });
  });
});

describe("what is not the console's", () => {
  test.each([
    "/api",
    "/api/",
    "/api/v1",
    "/api/v1/orgs",
    "/api/v1/nonsense",
    "/api/v2/orgs",
    `/api/v1/orgs/${DEMO.orgId}`,
    `/api/v1/orgs/${DEMO.orgId}/brands/${DEMO.brandId}/caller-ids`,
    `/api/v1/orgs/${DEMO.other.orgId}/brands`,
    "/api/v1/oauth2/token",
    "/review",
    "/review/v1/reviews",
    "/review/v1/nonsense",
    "/registry",
    "/registry/v1/account",
    "/registry/v1/nonsense",
    "/images",
    "/images/x/y",
    "/reference/nonsense",
    "/openapi.json",
    "/openapi.json/x",
    "/healthz",
    "/healthz/x",
    "/readyz",
    "/livez",
    "/metrics",
    "/assets",
    "/assets/",
    "/assets/index-nothing.js",
    "/favicon.ico",
    "/index.html",
    "/API/v1",
    "//api/v1",
    "/Brands",
    "/brands/",
    "/brands//x",
    "/brands/%2e%2e/api",
    "/brands/a.js",
    "/1",
    "*",
  ])("%s is answered as without it", async (target) => {
    const said = async (url: string, method: string, headers: Readonly<Record<string, string>>) => {
      const { status, headers: all, text } = await sendRaw(url, method, target, headers);
      const { date: _, "apple-request-id": __, "content-length": ___, ...rest } = all;
      return JSON.stringify([
        status,
        rest,
        text.replace(/"(?:createdDate|updatedDate|expiresAt)":"[^"]*"/g, ""),
      ]);
    };
    for (const method of ["GET", "HEAD", "POST"]) {
      for (const authorized of [true, false]) {
        const [one, other] = await Promise.all(
          [program, bare].map(async ({ url }) => {
            const token = authorized ? (await demoApi(url)).authorization : {};
            return said(url, method, { ...HTML, ...token });
          }),
        );
        expect(one).toBe(other);
        expect(one).not.toContain("<!doctype");
      }
    }
  });

  test.each([
    "/../secret.html",
    "/assets/../../secret.html",
    "/assets/..%2f..%2fsecret.html",
    "/assets/%2e%2e/%2e%2e/secret.html",
    "/assets/..\\..\\secret.html",
    "/..%5csecret.html",
    "/%2e%2e%2fsecret.html",
    "/%252e%252e%252fsecret.html",
    "//secret.html",
    `//${folder.path.slice(1)}/secret.html`,
    `${folder.path}/secret.html`,
    "/.vite/manifest.json",
    "/.sources",
    "/%2esources",
    "/notes.txt",
    "/assets/.",
    "/assets/..",
    "/assets/%00",
    `${SCRIPT_PATH}%00.html`,
    `${SCRIPT_PATH}.br`,
    `${SCRIPT_PATH}/`,
    SCRIPT_PATH.toUpperCase(),
    "/index.html",
    "http://localhost/../secret.html",
  ])("%s reads no file", async (target) => {
    for (const headers of [{}, HTML]) {
      const answer = await sendRaw(program.url, "GET", target, headers);
      expect(summaryOf(answer)).toBe("404 NotFound");
      expect(answer.text).not.toContain(SECRET);
    }
  });
});

test("the demo prints a link for each of its accounts, which fills in the account", async () => {
  const links = [...program.stdout().matchAll(/^ {2}(\S+) +(\S+)\/#demo=(\S+):(\S+)$/gm)];
  expect(links.map(([, name]) => name)).toEqual([
    "demo",
    "demo-reader",
    "demo-other",
    "demo-partner",
    "demo-reviewer",
  ]);
  for (const [, name, url, clientId = "", secret = ""] of links) {
    expect([url, clientId]).toEqual([program.url, name]);
    expect(await fetchToken(program.url, clientId, secret)).toMatch(/^\S+$/);
  }
  expect(bare.stdout()).not.toContain("#demo=");
});

describe("where there is no console", () => {
  test("/ answers as any path that nothing lives at", async () => {
    expect(summaryOf(await sendRaw(bare.url, "GET", "/", HTML))).toBe("404 NotFound");
    expect(summaryOf(await sendRaw(bare.url, "GET", "/brands", HTML))).toBe("404 NotFound");
  });

  test("a folder that a setting names and that has none stops the start with one line", async () => {
    await using empty = await temporaryFolder();
    await using place = await newPlace();
    for (const [console, says] of [
      [empty.path, /^error: CALLMARK_CONSOLE: there is no index\.html in .*\n$/],
      [`${empty.path}/nothing`, /^error: CALLMARK_CONSOLE: ENOENT: .*\n$/],
    ] as const) {
      const environment = {
        CALLMARK_CONSOLE: console,
        CALLMARK_PORT: "0",
        CALLMARK_DATABASE_URL: place.databaseUrl,
      };
      const { code, stdout, stderr } = await runProgram(["serve"], environment);
      expect([code, stdout]).toEqual([2, ""]);
      expect(
        stderr
          .split("\n")
          .filter((line) => !line.startsWith("{"))
          .join("\n"),
      ).toMatch(says);
    }
  });
});
