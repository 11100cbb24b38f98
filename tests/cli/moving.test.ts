import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashSecret } from "../../packages/server/src/access/secrets.ts";
import { dumpRegistry } from "../../packages/server/src/admin/dump.ts";
import { generateCallerIds } from "../../packages/server/src/admin/generate.ts";
import { openBulk, openStore } from "../../packages/server/src/store/open.ts";
import { registryWith, run, start, temporaryRegistry } from "./support.ts";

/** More than are written at once, so that a restore can be cut off in the middle. */
const MANY = 5_000;

/** A registry with an account and caller IDs, its dump in a file, and what that has in it. */
async function filledRegistry() {
  const registry = await registryWith(["2001"]);
  await using store = await openStore(registry.settings.CALLMARK_DATABASE_URL);
  const account = { orgId: "1001", permission: "read-write", demo: false, created: 0 } as const;
  await store.addAccount({ ...account, clientId: "mine", secretHash: hashSecret("secret") });
  const given = { brand: "2001", count: MANY, seed: "7", maximum: MANY, countries: ["US"] };
  await generateCallerIds(store, given);
  const file = join(registry.folder, "registry.ndjson");
  await using bulk = await openBulk(registry.settings.CALLMARK_DATABASE_URL, { mustExist: true });
  await dumpRegistry(bulk, { to: file, secrets: false });
  return Object.assign(registry, { dumpFile: file, dumped: readFileSync(file, "utf8") });
}

const rows = {
  org: 1,
  brand: 1,
  account: 1,
  callerId: MANY,
  image: 0,
  picture: 0,
  delegation: 0,
  brandAsset: 0,
  version: 0,
  review: 0,
  event: 0,
};
let from: Awaited<ReturnType<typeof filledRegistry>>;
beforeAll(async () => {
  from = await filledRegistry();
});
afterAll(() => from[Symbol.dispose]());

/** How many rows each table has that a dump fills. */
function rowsIn({ file }: Pick<ReturnType<typeof temporaryRegistry>, "file">): number[] {
  using database = new DatabaseSync(file, { readOnly: true });
  const tables = ["orgs", "brands", "accounts", "caller_ids", "numbers", "counts", "tokens"];
  return tables.map((table) => Number(database.prepare(`select count(*) as n from ${table}`).get()?.n));
}

/** Waits until somebody has begun to write to a registry's file. */
async function isBeingWritten({ file }: Pick<ReturnType<typeof temporaryRegistry>, "file">): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    // While the file is being made, it is locked as well.
    let isThere = false;
    try {
      using database = new DatabaseSync(file);
      database.prepare("select 1 from registry").get();
      isThere = true;
      database.exec("begin immediate; rollback");
    } catch (error) {
      if (isThere && (error as Error).message.includes("locked")) return;
    }
  }
}

describe("admin dump", () => {
  test("writes the same on the standard output as into a file", async () => {
    const file = join(from.folder, "again.ndjson");
    const { stdout, stderr, code } = await from.run("admin", "dump", file);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toMatch(/^5,003 rows dumped into \S+again\.ndjson in \d+ s, without secrets\n$/);
    expect(readFileSync(file, "utf8")).toBe(from.dumped);
    const onOutput = await from.run("admin", "dump");
    expect(onOutput).toMatchObject({ code: 0, stdout: from.dumped });
    expect(onOutput.stderr).toMatch(/^5,003 rows dumped in \d+ s, without secrets\n$/);
    const machine = await from.run("admin", "dump", "--with-secrets", "--json");
    expect(JSON.parse(machine.stderr)).toEqual({
      rows: { ...rows, webhook: 0, token: 0, registry: 1 },
      secrets: true,
    });
    expect(machine.stdout).toContain(hashSecret("secret"));
  });

  test("makes no registry", async () => {
    using registry = temporaryRegistry();
    const { code, stderr } = await registry.run("admin", "dump", join(registry.folder, "new.ndjson"));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: CALLMARK_DATABASE_URL: file:.* cannot be opened: .*no such file/);
    expect(readdirSync(registry.folder)).toEqual([]);
  });

  test("overwrites nothing", async () => {
    const file = join(from.folder, "precious");
    writeFileSync(file, "precious");
    const { code, stderr } = await from.run("admin", "dump", file);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `error: ${file} exists already; a dump overwrites nothing\n`,
    });
    expect(readFileSync(file, "utf8")).toBe("precious");
  });

  test("ends quietly where its reader has seen enough", async () => {
    const { child, ended } = start(["admin", "dump"], from);
    await once(child.stdout, "data");
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("an interrupt ends it while its reader makes it wait", async () => {
    const { child, ended } = start(["admin", "dump"], from);
    child.stdout.pause();
    await once(child.stdout, "readable");
    child.kill("SIGINT");
    child.stdout.resume();
    expect(await ended).toMatchObject({ code: 130, stderr: "error: Interrupted: no dump is left\n" });
  });
});

describe("admin restore", () => {
  test("gives another registry what the dump has, and says whose secret is missing", async () => {
    using to = temporaryRegistry();
    const { stdout, stderr, code } = await to.run("admin", "restore", from.dumpFile);
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toMatch(
      /^5,003 rows restored in \d+ s\n\nThese accounts need a new secret .*:\n {2}mine\n$/,
    );
    expect((await to.run("admin", "dump")).stdout).toBe(from.dumped);
    const again = await to.run("admin", "restore", from.dumpFile);
    expect(again).toMatchObject({ code: 1, stdout: "" });
    expect(again.stderr).toMatch(/^error: The registry has organizations already: .*\n$/);
  });

  test("reads the standard input", async () => {
    using to = temporaryRegistry();
    const { settings } = to;
    const restored = await run(["admin", "restore", "-", "--json"], { settings, stdin: from.dumped });
    expect(JSON.parse(restored.stdout)).toEqual({ rows, accountsWithoutSecret: ["mine"] });
    expect(to.dump()).toEqual(from.dump());
  });

  const half = () => `${from.dumped.split("\n").slice(0, 3_000).join("\n")}\n`;

  test.each([
    ["a line is wrong", '{"callerId":{}}\n'],
    ["the dump ends early", ""],
  ])("leaves nothing where %s", async (_, rest) => {
    using to = temporaryRegistry();
    const { settings } = to;
    const { code, stderr } = await run(["admin", "restore", "-"], { settings, stdin: half() + rest });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: Line 3001: .*\. Nothing was restored\n$/);
    expect(rowsIn(to)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test.each(["SIGINT", "SIGKILL"] as const)("leaves nothing where %s ends it half-way", async (signal) => {
    using to = temporaryRegistry();
    const { child, ended } = start(["admin", "restore", "-"], { settings: to.settings, stdin: "open" });
    child.stdin.write(half());
    await isBeingWritten(to);
    child.kill(signal);
    const { code, stderr } = await ended;
    if (signal === "SIGINT") {
      expect({ code, stderr }).toEqual({ code: 130, stderr: "error: Interrupted: nothing was restored\n" });
    }
    expect(rowsIn(to)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(await to.run("admin", "restore", from.dumpFile)).toMatchObject({ code: 0 });
    expect(to.dump()).toEqual(from.dump());
  });

  test.each([["restore"], ["import", "--brand", "2001", "--format", "csv"]])(
    "a file that is not there, or is a folder, is wrong usage of one line, and makes no registry: %s",
    async (...command) => {
      using registry = temporaryRegistry();
      const missing = await registry.run("admin", ...command, join(registry.folder, "missing"));
      expect([missing.code, missing.stderr]).toEqual([
        2,
        `error: ${join(registry.folder, "missing")} cannot be read: ENOENT\n`,
      ]);
      const folder = await registry.run("admin", ...command, registry.folder);
      expect([folder.code, folder.stderr]).toEqual([
        2,
        `error: ${registry.folder} is a folder: expected a file\n`,
      ]);
      expect(readdirSync(registry.folder)).toEqual([]);
    },
  );
});
