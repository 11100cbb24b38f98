import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, newDatabase } from "../../../test/postgres/database.ts";
import { migrateStore } from "../migrate.ts";

/*
 * What docs/scaling.md builds on, as the catalog of a database has it: a table either is small, so that every machine
 * can have a copy, or grows, and then is spread by one column (docs/decisions/0003-tables.md).
 */

/** By what a table is spread that grows; all that is of one brand lies together. */
const SPREAD: Readonly<Record<string, string>> = {
  caller_ids: "brand_id",
  counts: "parent_id",
  brand_assets: "brand_id",
  deliveries: "webhook_id",
  events: "brand_id",
  image_files: "image_key",
  numbers: "phone_number",
  reviews: "brand_id",
  versions: "brand_id",
};
/** What grows with organizations, brands with their images, and accounts alone; tokens go a day after their end. */
const SMALL = ["accounts", "brands", "delegations", "images", "orgs", "registry", "tokens", "webhooks"];

let database: Database;
beforeAll(async () => {
  database = await newDatabase();
  await migrateStore(database.url, {});
});
afterAll(() => database[Symbol.asyncDispose]());

const TABLES = `
  select relname as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not like 'kysely%' order by 1`;

test("each table either is small or is spread", async () => {
  const names = (await database.query<{ name: string }>(TABLES)).map(({ name }) => name);
  expect(names).toEqual([...SMALL, ...Object.keys(SPREAD)].sort());
});

const UNIQUE_INDEXES = `
  select indrelid::regclass::text as name, indexrelid::regclass::text as index,
    array(select attname::text from unnest(indkey) with ordinality as key (attnum, at)
      join pg_attribute a on a.attrelid = indrelid and a.attnum = key.attnum order by at) as columns
  from pg_index where indisunique and indrelid::regclass::text = any ($1)`;

test("each unique index of a table that is spread begins with the column that it is spread by", async () => {
  const indexes = await database.query<{ name: string; index: string; columns: string[] }>(UNIQUE_INDEXES, [
    `{${Object.keys(SPREAD).join(",")}}`,
  ]);
  expect(indexes.map(({ index }) => index).sort()).toEqual([
    "brand_assets_id",
    "brand_assets_partners_id",
    "brand_assets_pkey",
    "caller_ids_id",
    "caller_ids_number",
    "caller_ids_pkey",
    "counts_pkey",
    "deliveries_pkey",
    "events_pkey",
    "image_files_pkey",
    "numbers_pkey",
    "reviews_pkey",
    "versions_pkey",
  ]);
  for (const { name, index, columns } of indexes) expect([index, columns[0]]).toEqual([index, SPREAD[name]]);
});

const FOREIGN_KEYS = `
  select conrelid::regclass::text as name, confrelid::regclass::text as target
  from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1, 2`;

test("each foreign key leads to a small table", async () => {
  const keys = await database.query<{ name: string; target: string }>(FOREIGN_KEYS);
  expect(keys).toContainEqual({ name: "caller_ids", target: "brands" });
  expect(keys.filter(({ target }) => !SMALL.includes(target))).toEqual([]);
});

test("nothing else ties rows of different tables, or of different brands, together", async () => {
  const others = await database.query(`
    select 'trigger' as what, tgname::text as name from pg_trigger where not tgisinternal
    union all select 'sequence', relname from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace
    union all select 'exclusion', conname from pg_constraint where contype = 'x'`);
  // It numbers events, and holds nothing: who takes a number waits for nobody.
  expect(others).toEqual([{ what: "sequence", name: "events_position" }]);
});

test("what brands are spread by is of one type and one order in each table, so that they lie together", async () => {
  const types = await database.query(`
    select distinct format_type(atttypid, atttypmod) as type, collname::text as collation
    from pg_attribute join pg_collation on pg_collation.oid = attcollation
    where (attrelid::regclass::text, attname) in (('caller_ids', 'brand_id'), ('counts', 'parent_id'))`);
  expect(types).toEqual([{ type: "text", collation: "C" }]);
});
