import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Ended, start, temporaryRegistry } from "./support.ts";

type Settings = Readonly<Record<string, string>>;

function serve(settings: Settings, ...args: string[]): Promise<Ended> {
  const registry = { CALLMARK_DATABASE_URL: "memory:", CALLMARK_PORT: "0", CALLMARK_METRICS_PORT: "off" };
  return start(["serve", ...args], { settings: { ...registry, ...settings } }).ended;
}

/** What is said for a person; the log has lines of JSON. */
const said = ({ stderr }: Ended) => stderr.split("\n").filter((line) => line !== "" && !line.startsWith("{"));

/** Nothing lives below a file. */
const NOWHERE = join(import.meta.filename, "x");

/** Settings that are well formed and lead to nothing that can be used. */
const WRONG: [name: string, value: string, others?: Settings][] = [
  ["CALLMARK_HOST", "999.1.1.1"],
  ["CALLMARK_HOST", "1::2::3"],
  ["CALLMARK_METRICS_HOST", "999.1.1.1", { CALLMARK_METRICS_PORT: "0" }],
  ["CALLMARK_DEPARTMENTS_FILE", NOWHERE],
  ["CALLMARK_DEPARTMENTS_FILE", import.meta.dirname],
  ["CALLMARK_DEPARTMENTS_FILE", import.meta.filename],
  ["CALLMARK_CONSOLE", NOWHERE],
  ["CALLMARK_CONSOLE", import.meta.filename],
  ["CALLMARK_CONSOLE", import.meta.dirname],
  ["CALLMARK_REVIEW_SCRIPT", NOWHERE, { CALLMARK_REVIEW: "script" }],
  ["CALLMARK_REVIEW_SCRIPT", import.meta.filename, { CALLMARK_REVIEW: "script" }],
  ["CALLMARK_IMAGES", NOWHERE],
  ["CALLMARK_IMAGES", "/proc/x"],
  ["CALLMARK_DATABASE_URL", `file:${NOWHERE}`],
  ["CALLMARK_DATABASE_URL", `file:${import.meta.filename}`],
  ["CALLMARK_DATABASE_URL", `file:${import.meta.dirname}`],
  ["CALLMARK_DATABASE_URL", "file:/proc/1/nope/db"],
  ["CALLMARK_DATABASE_URL", `postgres://127.0.0.1:1/callmark?sslmode=verify-full&sslrootcert=${NOWHERE}`],
];

test.each(WRONG)("%s=%s stops the start with a line that names it, and 2", async (name, value, others) => {
  const ended = await serve({ ...others, [name]: value });
  expect([ended.code, ended.stdout]).toEqual([2, ""]);
  expect(said(ended)).toEqual([expect.stringMatching(new RegExp(`^error: ([A-Z_]+, )?${name}[:,] `))]);
});

test("workers end as one process does", async () => {
  using registry = temporaryRegistry();
  const settings = { ...registry.settings, CALLMARK_DEPARTMENTS_FILE: NOWHERE };
  const ended = await serve(settings, "--workers", "2");
  expect([ended.code, ended.stdout]).toEqual([2, ""]);
  expect(said(ended)).toEqual([
    expect.stringMatching(/^error: CALLMARK_DEPARTMENTS_FILE: /),
    "error: A worker does not start by these settings",
  ]);
});

/** What may be right at the next start, so that a service manager tries again. */
const LATER: [name: string, value: string][] = [
  // A database that starts later, and with it the name of its host, or its socket.
  ["CALLMARK_DATABASE_URL", "postgres://127.0.0.1:1/callmark"],
  ["CALLMARK_DATABASE_URL", "postgres://no.such.host.invalid/callmark"],
  ["CALLMARK_DATABASE_URL", "postgres://callmark@/callmark?host=/nowhere"],
  // An address that another interface brings (RFC 5737: it is nobody's).
  ["CALLMARK_HOST", "203.0.113.1"],
];

test.each(LATER)("%s=%s is named as well, and ends with 1", async (name, value) => {
  const ended = await serve({ [name]: value });
  expect([ended.code, ended.stdout]).toEqual([1, ""]);
  expect(said(ended)).toEqual([expect.stringMatching(new RegExp(`^error: ${name}[:,] `))]);
});

/** What opens the database each in its own way. */
const ADMIN = [
  ["account", "list"],
  ["dump"],
  ["migrate"],
  ["migrate", "--status"],
  ["backup", join(NOWHERE, "copy.db")],
];
const onDatabase = (args: readonly string[], url: string) =>
  start(["admin", ...args], { settings: { CALLMARK_DATABASE_URL: url } }).ended;

describe.each(ADMIN.map((args) => [args.slice(0, 2).join(" "), args] as const))("admin %s", (_, args) => {
  test.each([
    "mysql://127.0.0.1/callmark",
    "postgres://[/callmark",
    "file:",
    "memory:",
    `file:${import.meta.filename}`,
    `file:${import.meta.dirname}`,
    `file:${NOWHERE}`,
    `postgres://127.0.0.1:1/callmark?sslmode=verify-full&sslrootcert=${NOWHERE}`,
  ])("ends with 2 on %s, as serve does, and names the setting", async (url) => {
    const ended = await onDatabase(args, url);
    expect([ended.code, ended.stdout]).toEqual([2, ""]);
    expect(said(ended)).toEqual([expect.stringMatching(/^error: CALLMARK_DATABASE_URL(:| is) /)]);
  });
});

test.each(ADMIN.slice(0, -1))(
  "admin %s %s ends with 1 where the server may be there later",
  async (...args) => {
    for (const [name, url] of LATER.filter(([name]) => name === "CALLMARK_DATABASE_URL")) {
      const ended = await onDatabase(args, url);
      expect([ended.code, ended.stdout]).toEqual([1, ""]);
      expect(said(ended)).toEqual([expect.stringMatching(new RegExp(`^error: ${name}: `))]);
    }
  },
);

test("what is wrong in a file is told with its place", async () => {
  using registry = temporaryRegistry();
  const file = join(registry.folder, "departments.json");
  writeFileSync(file, '{"department.x":{"label":1}}');
  const { code, stderr } = await serve({ CALLMARK_DEPARTMENTS_FILE: file });
  expect(code).toBe(2);
  expect(stderr).toContain(`CALLMARK_DEPARTMENTS_FILE: ${file} is not of the form`);
  const console = join(registry.folder, "console");
  mkdirSync(console);
  expect((await serve({ CALLMARK_CONSOLE: console })).stderr).toContain(
    `there is no index.html in ${console}`,
  );
});
