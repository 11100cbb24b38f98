import { rename, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { oldNode } from "../cli/support.ts";
import { pageOf } from "../support/answer.ts";
import { demoApi } from "../support/api.ts";
import { DEMO, DEMO_SECRET } from "../support/demo.ts";
import { freshNumber } from "../support/world.ts";
import { folderWithNode, type Installation, install } from "./support/installation.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COMPILER = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin/tsc");
const TYPES_CHECKER = fileURLToPath(
  new URL("../../node_modules/@arethetypeswrong/cli/dist/index.js", import.meta.url),
);
const SERVES = /(http:\/\/127\.0\.0\.1:\d+)\n/;

/** What a package may weigh unpacked, in kilobytes, and whether it has types. */
const PACKAGES: Readonly<Record<string, { readonly kilobytes: number; readonly types: boolean }>> = {
  "@callmark/ql": { kilobytes: 100, types: true },
  "@callmark/contract": { kilobytes: 250, types: true },
  "@callmark/client": { kilobytes: 400, types: true },
  "@callmark/sync": { kilobytes: 400, types: true },
  "@callmark/server": { kilobytes: 2_000, types: true },
  "@callmark/console": { kilobytes: 4_000, types: false },
  callmark: { kilobytes: 400, types: false },
};
const NAMES = Object.keys(PACKAGES);
const TYPED = NAMES.filter((name) => PACKAGES[name]?.types);

let installed: Installation;
beforeAll(async () => {
  installed = await install();
}, 300_000);
afterAll(() => installed?.[Symbol.asyncDispose]());

const tarballOf = (name: string) => {
  const tarball = installed.tarballs.find((one) => one.name === name);
  if (tarball === undefined) throw new Error(`${name} was not packed`);
  return tarball;
};

test("all that is published is packed, and nothing else", () => {
  expect(installed.tarballs.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
});

describe.each(NAMES)("%s", (name) => {
  test("has what it needs and nothing of the workshop", async () => {
    const paths = tarballOf(name).files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
    const known = /^(LICENSE|README\.md|package\.json|bin\/(callmark|runtime)\.js|dist\/.+)$/;
    expect(paths.filter((path) => !known.test(path))).toEqual([]);
    const foreign = /(\.test\.|(?<!\.d)\.ts$|\.map$|\.tsbuildinfo$|\/test\/)/;
    expect(paths.filter((path) => foreign.test(path))).toEqual([]);
    expect(tarballOf(name).unpackedSize).toBeLessThan((PACKAGES[name]?.kilobytes ?? 0) * 1_000);
    for (const path of paths.filter((one) => /\.(js|ts|json|md)$/.test(one))) {
      const text = await installed.read(name, path);
      expect(text, path).not.toMatch(/sourceMappingURL|workspace:|(?:from|import)\s*\(?\s*"\.[^"]*\.ts"/);
      for (const place of [ROOT, homedir(), join(tmpdir(), "callmark")])
        expect(text, path).not.toContain(place);
    }
    // A link out of the package leads nowhere.
    const links = [...(await installed.read(name, "README.md")).matchAll(/\]\((?!https:|#)([^)#\s]+)/g)];
    expect(links.map(([, link]) => link).filter((link) => !paths.includes(link ?? ""))).toEqual([]);
  });

  test("says who may use it, and for what", async () => {
    const manifest = JSON.parse(await installed.read(name, "package.json"));
    expect(manifest).toMatchObject({ license: "Apache-2.0", type: "module", engines: { node: /^>=/ } });
    expect(manifest.description).not.toBe("");
    for (const member of ["private", "scripts", "devDependencies"])
      expect(manifest).not.toHaveProperty(member);
    expect(
      Object.values(manifest.dependencies ?? {}).filter((version) => /[^0-9.]/.test(`${version}`)),
    ).toEqual([]);
  });

  test("publint has nothing to say", async () => {
    const { publint } = await import("publint");
    const pkgDir = installed.path(name);
    expect((await publint({ pkgDir, pack: false, strict: true })).messages).toEqual([]);
  });
});

test.each(TYPED)("the types of %s are right for whoever imports it", async (name) => {
  const tarball = join(installed.packed, tarballOf(name).filename);
  await installed.run(process.execPath, [TYPES_CHECKER, tarball, "--profile", "esm-only"]);
});

test("what is installed compiles, its declarations and those that they need included", async () => {
  const imports = `
    import { format, parse } from "@callmark/ql";
    import { openApiDocument, PATHS } from "@callmark/contract";
    import { LIMITS } from "@callmark/contract/vocabulary";
    import { CallmarkClient, eq } from "@callmark/client";
    import { makePlan } from "@callmark/sync";
    import { readSettings, serve } from "@callmark/server";
    import { addOrg } from "@callmark/server/admin";
    // @ts-expect-error: where a module had no types, this would be allowed.
    export const wrong: string = LIMITS.pageMaximum;
    export const right: string = format(parse("state==PUBLISHED"));
    const client = new CallmarkClient({ baseUrl: "http://127.0.0.1:1", clientId: "a", clientSecret: "b" });
    const callerIds = client.callerIds({ orgId: "1", brandId: "2" });
    export const listing = callerIds.list({ where: eq("state", "PUBLISHED") });
    // @ts-expect-error: a state is one of the contract's.
    export const wrongListing = callerIds.list({ where: eq("state", "ASLEEP") });
    export { addOrg, makePlan, openApiDocument, PATHS, readSettings, serve };
  `;
  await writeFile(join(installed.folder, "use.ts"), imports);
  const compilerOptions = {
    module: "nodenext",
    lib: ["es2024", "esnext.disposable"],
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    types: ["node"],
  };
  await writeFile(
    join(installed.folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["use.ts"] }),
  );
  expect(await installed.run(process.execPath, [COMPILER, "-p", installed.folder])).toBe("");
});

const GENERATED = 1_200;

/** A registry in a file of its own, and what the programs of a test are told of it. */
const settingsOf = (name: string) => ({
  CALLMARK_PORT: "0",
  CALLMARK_METRICS_PORT: "off",
  CALLMARK_DATABASE_URL: `file:${join(installed.folder, name)}.db`,
});

/** Asks a demo for what its built parts are needed for: the writing thread, a scanning one, its documents, a logo. */
async function expectWhole(url: string): Promise<void> {
  const api = await demoApi(url);
  expect((await api.create({ phoneNumber: freshNumber() })).status).toBe(201);
  const scanned = await api.find("callerIdDetails.phoneNumber==*1*2*");
  expect(pageOf(scanned).total).toBeGreaterThan(0);
  for (const path of ["/openapi.json", "/reference", "/readyz"]) {
    expect((await fetch(`${url}${path}`)).status, path).toBe(200);
  }
}

test("npx callmark: serve --demo serves, and an admin verb works beside it", async () => {
  const environment = settingsOf("npx");
  await using server = installed.start("npx", ["callmark", "serve", "--demo"], { environment });
  const url = await server.printed(SERVES);
  const generate = ["admin", "generate", "--brand", DEMO.brandId, "--count", `${GENERATED}`, "--seed", "1"];
  await installed.run("npx", ["callmark", ...generate], { environment });
  expect(pageOf(await (await demoApi(url)).list()).total).toBeGreaterThanOrEqual(GENERATED);
  await expectWhole(url);
  const page = await fetch(url, { headers: { accept: "text/html" } });
  const script = /<script [^>]*src="([^"]+)"/.exec(await page.text())?.[1] ?? "";
  expect((await fetch(new URL(script, url))).headers.get("content-type")).toContain("javascript");
});

/** What the server is made of, and what the command line over HTTP must do without. */
const SERVERS_OWN = ["@callmark/server", "better-sqlite3", "fastify", "kysely", "pg", "sharp"];

test("npx callmark ids list asks a server without loading one", async () => {
  await using server = installed.start("npx", ["callmark", "serve", "--demo"], {
    environment: settingsOf("listed"),
  });
  const url = await server.printed(SERVES);
  const environment = {
    CALLMARK_BASE_URL: url,
    CALLMARK_CLIENT_ID: "demo",
    CALLMARK_CLIENT_SECRET: DEMO_SECRET,
    CALLMARK_ORG: DEMO.orgId,
    CALLMARK_BRAND: DEMO.brandId,
    CALLMARK_CONFIG: join(installed.folder, "config"),
    CALLMARK_DATABASE_URL: "file:none.db",
  };
  const aside = (name: string) => `${installed.path(name)}-aside`;
  for (const name of SERVERS_OWN) await rename(installed.path(name), aside(name));
  try {
    const listed = await installed.run("npx", ["callmark", "ids", "list", "--json"], { environment });
    expect(listed).toContain(DEMO.ids[0]);
    await expect(installed.run("npx", ["callmark", "admin", "org", "add"], { environment })).rejects.toThrow(
      "Cannot find package",
    );
  } finally {
    for (const name of SERVERS_OWN) await rename(aside(name), installed.path(name));
  }
});

const old = await oldNode();
if (old === undefined)
  console.warn("No Node older than 24 on the PATH: what is installed is not tried on one");

describe.skipIf(old === undefined)("on a Node that is too old", () => {
  let first: string;
  beforeAll(async () => {
    first = await folderWithNode(join(installed.folder, "old"), old ?? "");
  });

  test("the program runs on the Node that it brings, in several processes, too", async () => {
    const program = join(installed.folder, "node_modules/.bin/callmark");
    const options = { first, environment: settingsOf("old") };
    const version = await installed.run(program, ["--version"], options);
    expect(version).toBe(`${JSON.parse(await installed.read("callmark", "package.json")).version}\n`);
    await using server = installed.start(program, ["serve", "--demo", "--workers", "2"], options);
    await expectWhole(await server.printed(SERVES));
  });

  test.each(TYPED.filter((name) => name !== "@callmark/server"))("%s can be imported", async (name) => {
    const script = `import("${name}").then((all) => console.log(Object.keys(all).length > 0))`;
    expect(await installed.run("node", ["-e", script], { first })).toBe("true\n");
  });
});
