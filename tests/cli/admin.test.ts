import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { registryWith, run, temporaryRegistry } from "./support.ts";

interface AddedAccount {
  clientId: string;
  clientSecret: string;
  orgId: string;
  permission: string;
}
interface Accounts {
  accounts: (Omit<AddedAccount, "clientSecret"> & { demo: boolean; createdDate: string })[];
}

describe("admin org add, brand add", () => {
  test("take the id that is given, or draw one", async () => {
    using registry = temporaryRegistry();
    expect(await registry.json("admin", "org", "add", "--id", "1001")).toEqual({ orgId: "1001" });
    const drawn = await registry.json<{ orgId: string }>("admin", "org", "add");
    expect(drawn.orgId).toMatch(/^[1-9][0-9]{18}$/);
    const given = ["admin", "brand", "add", "--org", drawn.orgId, "--id", "2001"];
    expect(await registry.json(...given)).toEqual({ orgId: drawn.orgId, brandId: "2001" });
    const brand = await registry.json<{ brandId: string }>("admin", "brand", "add", "--org", "1001");
    expect(brand.brandId).toMatch(/^[1-9][0-9]{18}$/);
  });

  test("say to a person what they did", async () => {
    using registry = temporaryRegistry();
    const { stdout, stderr, code } = await registry.run("admin", "org", "add", "--id", "1001");
    expect({ stdout, stderr, code }).toEqual({ stdout: "Org 1001 added\n", stderr: "", code: 0 });
  });

  test.each([
    [["admin", "org", "add", "--id", "1001"], "Org 1001 exists already"],
    [["admin", "brand", "add", "--org", "9"], "There is no org 9; callmark admin org add makes one"],
    [
      ["admin", "account", "add", "--org", "9", "--permission", "read-only"],
      "There is no org 9; callmark admin org add makes one",
    ],
    [["admin", "account", "remove", "nobody"], "There is no account nobody"],
    [["admin", "account", "secret", "nobody"], "There is no account nobody"],
    [
      ["admin", "generate", "--brand", "9", "--count", "1", "--seed", "1"],
      "There is no brand 9; callmark admin brand add makes one",
    ],
  ])("%j fails with one line and 1", async (args, message) => {
    using registry = await registryWith();
    const failed = await registry.run(...args);
    expect(failed).toMatchObject({ code: 1, stdout: "", stderr: `error: ${message}\n` });
    const machine = await registry.run(...args, "--json");
    expect(machine).toMatchObject({ code: 1, stdout: "" });
    expect(JSON.parse(machine.stderr)).toEqual({ error: { message } });
  });
});

describe("admin account", () => {
  test("add shows the secret once, and the registry's files never have it", async () => {
    using registry = await registryWith();
    const permission = ["--permission", "read-write"];
    const json = await registry.json<AddedAccount>("admin", "account", "add", "--org", "1001", ...permission);
    expect(json).toMatchObject({ orgId: "1001", permission: "read-write" });
    expect(json.clientId).toMatch(/^sa-[0-9a-f]{16}$/);
    expect(json.clientSecret).toMatch(/^[A-Za-z0-9_-]{43}$/);

    const text = await registry.run(
      "admin",
      "account",
      "add",
      "--org",
      "1001",
      ...permission,
      "--client-id",
      "mine",
    );
    const secret = /client_secret +(\S+)/.exec(text.stdout)?.[1] ?? "";
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(text.stdout.split(secret)).toHaveLength(2);
    expect(text.stderr).toBe("");

    const list = await registry.run("admin", "account", "list", "--json");
    const files = readdirSync(registry.folder).map((file) => readFileSync(join(registry.folder, file)));
    expect(files.some((bytes) => bytes.includes("mine"))).toBe(true);
    for (const shown of [secret, json.clientSecret]) {
      expect(list.stdout).not.toContain(shown);
      for (const bytes of files) expect(bytes.includes(shown)).toBe(false);
    }
  });

  test("list shows the accounts of all organizations, or of one", async () => {
    using registry = await registryWith();
    await registry.json("admin", "org", "add", "--id", "1002");
    for (const org of ["1001", "1002"]) {
      const more = ["--permission", "read-only", "--client-id", `of-${org}`];
      await registry.json("admin", "account", "add", "--org", org, ...more);
    }
    const all = await registry.json<Accounts>("admin", "account", "list");
    expect(all.accounts.map((account) => account.clientId).sort()).toEqual(["of-1001", "of-1002"]);
    const { accounts } = await registry.json<Accounts>("admin", "account", "list", "--org", "1002");
    const createdDate = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(accounts).toEqual([
      { clientId: "of-1002", orgId: "1002", permission: "read-only", demo: false, createdDate },
    ]);
    const text = await registry.run("admin", "account", "list", "--org", "1001");
    expect(text.stdout).toMatch(/^CLIENT_ID .*\nof-1001 +1001 +read-only +\S+\n$/);
  });

  test("remove takes one account away, and a client id serves once", async () => {
    using registry = await registryWith();
    const add = [
      "admin",
      "account",
      "add",
      "--org",
      "1001",
      "--permission",
      "read-only",
      "--client-id",
      "mine",
    ];
    await registry.json(...add);
    expect(await registry.run(...add)).toMatchObject({
      code: 1,
      stderr: "error: Account mine exists already\n",
    });
    expect(await registry.json("admin", "account", "remove", "mine")).toEqual({ removed: 1 });
    expect(await registry.json("admin", "account", "list")).toEqual({ accounts: [] });
    expect(await registry.run("admin", "account", "remove", "mine")).toMatchObject({ code: 1 });
  });
});

describe("admin account secret", () => {
  const add = "admin account add --org 1001 --permission read-only --client-id mine".split(" ");

  test("gives an account another secret, which is shown once", async () => {
    using registry = await registryWith();
    const { clientSecret: former } = await registry.json<AddedAccount>(...add);
    const replaced = await registry.json<AddedAccount>("admin", "account", "secret", "mine");
    expect(replaced).toEqual({
      clientId: "mine",
      clientSecret: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    });
    expect(replaced.clientSecret).not.toBe(former);
    const { stdout, code } = await registry.run("admin", "account", "secret", "mine");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Account mine has a new secret\n\n {2}client_id +mine\n {2}client_secret +\S{43}\n/,
    );
  });
});

describe("wrong usage ends with 2 and says what was expected", () => {
  const generate = ["admin", "generate", "--brand", "2001", "--seed", "1"];
  test.each([
    [["nonsense"], /unknown command 'nonsense'/],
    [["admin", "org", "add", "--nonsense"], /unknown option '--nonsense'/],
    [["admin", "org", "add", "superfluous"], /too many arguments/],
    [["admin", "org", "add", "--id", "01"], /'01' is not an id: 1 to 20 decimal digits/],
    [["admin", "org", "add", "--id", "123456789012345678901"], /is not an id: 1 to 20 decimal digits/],
    [["admin", "brand", "add"], /required option '--org <id>' not specified/],
    [
      ["admin", "account", "add", "--org", "1001"],
      /required option '--permission <permission>' not specified/,
    ],
    [
      ["admin", "account", "add", "--org", "1001", "--permission", "all"],
      /Allowed choices are read-write, read-only/,
    ],
    [
      ["admin", "account", "add", "--org", "1001", "--permission", "read-only", "--client-id", "a:b"],
      /'a:b' is not a client id: 1 to 100 letters/,
    ],
    [
      ["admin", "account", "add", "--org", "1001", "--permission", "read-only", "--client-id", "operator"],
      /'operator' is reserved for acts without an account: choose another client id/,
    ],
    [["admin", "account", "remove"], /Name one account by its client_id, or give --demo/],
    [["admin", "account", "remove", "mine", "--demo"], /Name one account by its client_id, or give --demo/],
    [[...generate, "--count", "0"], /Expected a whole number from 1/],
    [[...generate, "--count", "1e3"], /Expected a whole number from 1/],
    [
      ["admin", "generate", "--brand", "2001", "--count", "1", "--seed", ""],
      /The seed is not a text of 1 to 100/,
    ],
    [["serve", "--nonsense"], /unknown option '--nonsense'/],
  ])("%j", async (args, expected) => {
    using registry = temporaryRegistry();
    const { code, stdout, stderr } = await registry.run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(expected);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test.each([
    [["admin", "org", "add", "--nonsense"], "unknown option '--nonsense'"],
    [["admin", "brand", "add"], "required option '--org <id>' not specified"],
    [
      ["admin", "account", "remove"],
      "Name one account by its client_id, or give --demo for all that the demo made",
    ],
  ])("for machines: %j", async (args, message) => {
    const { code, stdout, stderr } = await run([...args, "--json"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(JSON.parse(stderr)).toEqual({ error: { message } });
  });

  test.each([["admin", "account", "list"], ["serve"]])(
    "an unknown or malformed setting: %s",
    async (...args) => {
      using registry = temporaryRegistry();
      const settings = { ...registry.settings, CALLMARK_DATABSE_URL: "file:x", CALLMARK_PORT: "http" };
      const { code, stdout, stderr } = await run(args, { settings });
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr.trim().split("\n")).toEqual([
        expect.stringMatching(/^error: CALLMARK_DATABSE_URL is not a setting/),
        expect.stringMatching(/^error: CALLMARK_PORT: 'http' is not a whole number/),
      ]);
    },
  );

  test("a database that goes with the process", async () => {
    const settings = { CALLMARK_DATABASE_URL: "memory:" };
    const { code, stderr } = await run(["admin", "account", "list"], { settings });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: CALLMARK_DATABASE_URL is memory:, .* expected one that stays/);
  });
});

test("a file that is no database is wrong usage of one line, not a stack trace", async () => {
  const file = new URL(import.meta.url).pathname;
  const settings = { CALLMARK_DATABASE_URL: `file:${file}` };
  const { code, stderr } = await run(["admin", "account", "list"], { settings });
  expect(code).toBe(2);
  expect(stderr).toBe(
    `error: CALLMARK_DATABASE_URL: file:${file} cannot be opened: file is not a database\n`,
  );
});
