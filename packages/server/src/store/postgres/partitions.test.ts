import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PARTITIONED } from "../../../test/engines.ts";
import {
  type Database,
  newDatabase,
  newPartitionedDatabase,
  PARTITIONS,
} from "../../../test/postgres/database.ts";
import { layoutSuite } from "../../../test/store-suite/suite.ts";
import { callerIds } from "../../registry/caller-ids.ts";
import { readFilter } from "../../registry/filter.ts";
import { inspectStore, migrateStore } from "../migrate.ts";
import { UNSEEN } from "../migrations/index.ts";
import { openStore } from "../open.ts";
import { queryOf } from "../query.ts";
import { sortKey } from "../schema.ts";
import { SOURCES } from "../sources.ts";
import { positional, type Statement, type Values } from "../statement.ts";
import { countStatement, pageStatement } from "../statements/lists.ts";
import { postgresDialect } from "./dialect.ts";

layoutSuite(PARTITIONED);

const PARTITION = /^(caller_ids|counts|numbers)_[0-9]+$/;

interface PlanNode {
  readonly "Relation Name"?: string;
  readonly Plans?: readonly PlanNode[];
}

/** The tables that a plan reads, as often as it reads them. */
function tablesOf(node: PlanNode): string[] {
  const own = node["Relation Name"];
  return [...(own === undefined ? [] : [own]), ...(node.Plans ?? []).flatMap(tablesOf)];
}

const { access, callerId, counts, numbers } = postgresDialect.statements;
const filtered = queryOf(
  postgresDialect,
  "callerId",
  readFilter("callerIdDetails.department==a;createdDate>2026-01-01T00:00:00Z", callerIds.fields),
);
const unfiltered = { includesDeleted: false };
const VALUES: Values = {
  orgId: sortKey("1"),
  parentId: sortKey("2"),
  id: sortKey("3"),
  kind: "callerId",
  phoneNumber: "+18005555555",
  created: 4,
  updated: 5,
  deleted: 0,
  state: "PUBLISHED",
  inForce: 1,
  etag: "e",
  department: null,
  body: "{}",
  updatedBy: "c",
  afterCreated: 6,
  afterId: sortKey("7"),
  limit: 101,
  before: 8,
  atMost: 9,
  ...filtered.values,
};

describe("partitions that are touched by", () => {
  let database: Database;
  let client: pg.Client;
  beforeAll(async () => {
    database = await newPartitionedDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database[Symbol.asyncDispose]();
  });

  /** The plan of a prepared statement, as the server makes it for these values, or once for all values. */
  async function planOf(statement: Statement<unknown>, mode: "custom" | "generic"): Promise<PlanNode> {
    await client.query(`set plan_cache_mode = force_${mode}_plan`);
    await client.query(`prepare one as ${statement.sql}`);
    const values = positional(statement, VALUES).map((value) =>
      value === null ? "null" : pg.escapeLiteral(String(value)),
    );
    const { rows } = await client.query(`explain (format json) execute one (${values.join(", ")})`);
    await client.query("deallocate one");
    return rows[0]["QUERY PLAN"][0].Plan;
  }

  /** The partitions that a plan reads. */
  async function touchedBy(statement: Statement<unknown>, mode: "custom" | "generic"): Promise<string[]> {
    const tables = tablesOf(await planOf(statement, mode)).filter((name) => PARTITION.test(name));
    return [...new Set(tables)];
  }

  test.each<[string, Statement<unknown>, string]>([
    ["entering a collection, with its counts", access.enter, "counts"],
    ["the counts", counts.read, "counts"],
    ["the first page", page(unfiltered, false), "caller_ids"],
    ["a page at any depth", page(unfiltered, true), "caller_ids"],
    ["a page of a filter", page(filtered, true), "caller_ids"],
    ["the count of a filter", count(false), "caller_ids"],
    ["the count of a filter up to a limit", count(true), "caller_ids"],
    ["a caller ID by its id", callerId.find, "caller_ids"],
    ["the same to be written", callerId.hold, "caller_ids"],
    ["an update", callerId.write, "caller_ids"],
    ["the purge of one", callerId.purge, "caller_ids"],
    ["a number that is given back", numbers.release, "numbers"],
  ])("%s: one partition", async (_, statement, table) => {
    for (const mode of ["custom", "generic"] as const) {
      const touched = await touchedBy(statement, mode);
      expect(
        touched.map((name) => name.replace(/_[0-9]+$/, "")),
        mode,
      ).toEqual([table]);
    }
  });

  test("whose number it is: one partition of each table", async () => {
    for (const mode of ["custom", "generic"] as const) {
      const touched = await touchedBy(numbers.claims, mode);
      expect(touched.map((name) => name.replace(/_[0-9]+$/, "")).sort(), mode).toEqual([
        "caller_ids",
        "numbers",
      ]);
    }
  });

  test("what may be purged, which is asked of all brands: all partitions", async () => {
    for (const mode of ["custom", "generic"] as const) {
      expect(await touchedBy(callerId.findPurgeable, mode)).toHaveLength(PARTITIONS);
    }
  });
});

function page(shape: Parameters<typeof pageStatement>[2], after: boolean): Statement<unknown> {
  return pageStatement(postgresDialect, SOURCES.callerId, shape, { after, index: undefined });
}

function count(limited: boolean): Statement<unknown> {
  return countStatement(postgresDialect, SOURCES.callerId, filtered, { patient: false, limited });
}

describe("the layout", () => {
  test("has the asked number of partitions of each table that grows, and stays as it was made", async () => {
    await using database = await newPartitionedDatabase();
    const layout = await database.query(`
      select inhparent::regclass::text as name, pg_get_partkeydef(inhparent) as key, count(*)::int as partitions
      from pg_inherits join pg_class on pg_class.oid = inhparent where relkind = 'p' group by inhparent order by 1`);
    expect(layout).toEqual([
      { name: "brand_assets", key: "HASH (brand_id)", partitions: PARTITIONS },
      { name: "caller_ids", key: "HASH (brand_id)", partitions: PARTITIONS },
      { name: "counts", key: "HASH (parent_id)", partitions: PARTITIONS },
      { name: "deliveries", key: "HASH (webhook_id)", partitions: PARTITIONS },
      { name: "events", key: "HASH (brand_id)", partitions: PARTITIONS },
      { name: "image_files", key: "HASH (image_key)", partitions: PARTITIONS },
      { name: "numbers", key: "HASH (phone_number)", partitions: PARTITIONS },
      { name: "reviews", key: "HASH (brand_id)", partitions: PARTITIONS },
      { name: "versions", key: "HASH (brand_id)", partitions: PARTITIONS },
    ]);
    await (await openStore(database.url))[Symbol.asyncDispose]();
    expect(await migrateStore(database.url, {})).toEqual({ done: [], partitions: PARTITIONS });
    expect(await migrateStore(database.url, { partitions: PARTITIONS })).toEqual({
      done: [],
      partitions: PARTITIONS,
    });
  });

  test("of a registry that is there already is not changed", async () => {
    await using whole = await newDatabase();
    await using partitioned = await newPartitionedDatabase();
    await migrateStore(whole.url, {});
    await expect(migrateStore(whole.url, { partitions: 2 })).rejects.toThrow(
      /^postgres:\/\/[^\n]* cannot be migrated: the registry is there already, in whole tables: [^\n]* in 2$/,
    );
    await expect(migrateStore(partitioned.url, { partitions: 2 })).rejects.toThrow(
      `the registry is there already, in ${PARTITIONS} partitions: only a new one can be laid out in 2`,
    );
    expect(await inspectStore(whole.url)).toMatchObject({ partitions: 1 });
    expect(await inspectStore(partitioned.url)).toMatchObject({ partitions: PARTITIONS });
  });

  test("is one, whoever of several comes first on an empty database", async () => {
    await using database = await newDatabase();
    const all = await Promise.allSettled(
      [2, 3, 2, 3].map((partitions) => migrateStore(database.url, { partitions })),
    );
    const { partitions } = await inspectStore(database.url);
    expect(all.map((one) => (one.status === "fulfilled" ? one.value.partitions : undefined))).toEqual(
      [2, 3, 2, 3].map((asked) => (asked === partitions ? asked : undefined)),
    );
    expect(all.flatMap((one) => (one.status === "fulfilled" ? one.value.done : []))).toEqual(UNSEEN.missing);
  });
});
