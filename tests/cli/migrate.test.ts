import { expect, test } from "vitest";
import { UNSEEN } from "../../packages/server/src/store/migrations/index.ts";
import { registryWith, temporaryRegistry } from "./support.ts";

const SEEN = { current: true, seen: UNSEEN.missing, missing: [], newer: [], partitions: 1 };

test("admin migrate brings a database to the newest schema, and says what it did", async () => {
  using registry = temporaryRegistry();
  const before = await registry.run("admin", "migrate", "--status", "--json");
  expect(before.code).toBe(1);
  expect(JSON.parse(before.stdout)).toEqual({ ...SEEN, current: false, seen: [], missing: SEEN.seen });
  const migrated = { done: SEEN.seen, partitions: 1 };
  expect(await registry.json("admin", "migrate")).toEqual(migrated);
  expect(await registry.json("admin", "migrate")).toEqual({ ...migrated, done: [] });
  expect(await registry.json("admin", "migrate", "--status")).toEqual(SEEN);
});

test("admin migrate --status shows a person the same", async () => {
  using registry = await registryWith();
  const { code, stdout } = await registry.run("admin", "migrate", "--status");
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/0001-registry +seen\n(?:.*\n)*Layout: whole tables\n$/),
  ]);
});

test.each([
  [["--partitions", "16"], "Only a registry on PostgreSQL can have partitions"],
  [["--partitions", "1"], "It must be a whole number from 2 to 1024"],
  [["--status", "--partitions", "16"], "--status changes nothing: leave --partitions out"],
])("admin migrate %j is wrong usage on a SQLite file", async (args, message) => {
  using registry = await registryWith();
  const refused = await registry.run("admin", "migrate", ...args);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(message)]);
});
