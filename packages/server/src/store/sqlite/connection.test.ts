import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { StoreUnavailable } from "../../registry/store.ts";
import { Totals } from "../totals.ts";
import { UniqueViolation } from "../transaction.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";
import { migrate } from "./migrate.ts";

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "callmark-connection-"));
  file = join(folder, "registry.db");
  await migrate(file);
});
afterAll(() => rm(folder, { recursive: true }));

function connect(more: Partial<ConnectionOptions> = {}) {
  const connection = new Connection({
    file,
    role: "writes",
    busyTimeout: 0,
    freeRows: 1000,
    durable: true,
    totals: new Totals(),
    ...more,
  });
  return Object.assign(connection, { [Symbol.dispose]: () => connection.close() });
}

const pragma = (connection: Connection, name: string) => connection.database.pragma(name, { simple: true });

test("a durable connection waits for the disk at each commit, and its log is written ahead", () => {
  using connection = connect();
  expect(pragma(connection, "synchronous")).toBe(2);
  expect(pragma(connection, "journal_mode")).toBe("wal");
  expect(pragma(connection, "query_only")).toBe(0);
  expect(pragma(connection, "foreign_keys")).toBe(1);
});

test("a connection to what goes with the process does not wait for the disk", () => {
  using connection = connect({ durable: false });
  expect(pragma(connection, "synchronous")).toBe(0);
});

test("a reading connection cannot write", () => {
  using connection = connect({ role: "scans" });
  const { addOrg, findOrg } = connection.dialect.statements.access;
  expect(() => connection.run(addOrg, { orgId: "read", now: 1, details: "{}" })).toThrow("readonly");
  expect(connection.get(findOrg, { orgId: "read" })).toBeUndefined();
});

test("a lock of another process is a matter of the moment", () => {
  using connection = connect();
  using other = connect();
  const { addOrg, findOrg } = connection.dialect.statements.access;
  other.control("begin immediate");
  expect(() => connection.control("begin immediate")).toThrow(StoreUnavailable);
  expect(() => connection.run(addOrg, { orgId: "locked", now: 1, details: "{}" })).toThrow(StoreUnavailable);
  expect(connection.get(findOrg, { orgId: "locked" })).toBeUndefined();
  other.control("rollback");
  expect(connection.run(addOrg, { orgId: "locked", now: 1, details: "{}" })).toBe(1);
});

test("what breaks a unique constraint is told apart from what breaks another", () => {
  using connection = connect();
  const { addOrg } = connection.dialect.statements.access;
  const { share } = connection.dialect.statements.brands;
  connection.run(addOrg, { orgId: "unique", now: 1, details: "{}" });
  expect(() => connection.run(addOrg, { orgId: "unique", now: 2, details: "{}" })).toThrow(UniqueViolation);
  const delegation = () =>
    connection.run(share, { brandId: "nowhere", partnerId: "unique", orgId: "unique", now: 1 });
  expect(delegation).toThrow("FOREIGN KEY");
  expect(delegation).not.toThrow(UniqueViolation);
  expect(delegation).not.toThrow(StoreUnavailable);
});

test("a transaction reads one snapshot, whatever others commit meanwhile", () => {
  using reader = connect({ role: "scans" });
  using writer = connect();
  const { addOrg, findOrg } = reader.dialect.statements.access;
  reader.control("begin");
  expect(reader.get(findOrg, { orgId: "snapshot" })).toBeUndefined();
  writer.run(addOrg, { orgId: "snapshot", now: 1, details: "{}" });
  expect(reader.get(findOrg, { orgId: "snapshot" })).toBeUndefined();
  reader.control("commit");
  expect(reader.get(findOrg, { orgId: "snapshot" })).toEqual({ id: "snapshot" });
});

test("a savepoint that is rolled back takes nothing else with it", () => {
  using connection = connect();
  const { addOrg, findOrg } = connection.dialect.statements.access;
  connection.control("begin immediate");
  connection.run(addOrg, { orgId: "kept", now: 1, details: "{}" });
  connection.control("savepoint one");
  connection.run(addOrg, { orgId: "undone", now: 1, details: "{}" });
  connection.control("rollback to one");
  connection.control("release one");
  connection.control("commit");
  using plain = Object.assign(new Database(file), { [Symbol.dispose]() {} });
  expect(plain.prepare("select id from orgs where id in ('kept', 'undone')").pluck().all()).toEqual(["kept"]);
  plain.close();
  expect(connection.get(findOrg, { orgId: "undone" })).toBeUndefined();
});

test("a value that a statement needs and does not get is a fault, not a null", () => {
  using connection = connect();
  expect(() => connection.get(connection.dialect.statements.access.findOrg, {})).toThrow(
    "No value for orgId",
  );
});

test("a file that another process holds alone cannot be opened for the moment", () => {
  const other = new Database(file);
  other.pragma("locking_mode = EXCLUSIVE");
  other.exec("begin exclusive");
  try {
    expect(() => connect()).toThrow(StoreUnavailable);
  } finally {
    other.close();
  }
  connect().close();
});
