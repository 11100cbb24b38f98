import { expect, test } from "vitest";
import { holding, newDatabase } from "../../../test/postgres/database.ts";
import { list, NOW, requests } from "../../../test/requests.ts";
import { newWorld } from "../../../test/worlds.ts";
import { UNSEEN } from "../migrations/index.ts";
import { openStore } from "../open.ts";

test("five stores that are opened at once on an empty database share one registry", async () => {
  await using database = await newDatabase();
  const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(database.url)));
  const keys = await Promise.all(stores.map((store) => store.rootKey()));
  expect(new Set(keys).size).toBe(1);
  expect(await database.query("select 1 from registry")).toHaveLength(1);
  await Promise.all(stores.map((store) => store[Symbol.asyncDispose]()));
});

test("a database that is current is opened while somebody holds its tables", async () => {
  await using database = await newDatabase();
  await using first = await openStore(database.url);
  const key = await first.rootKey();
  await using _ = await holding(database, "lock table caller_ids, counts, numbers in access exclusive mode");
  await using second = await openStore(database.url);
  expect(await second.rootKey()).toBe(key);
});

test("a schema that is newer than the program is refused in one line, and left as it is", async () => {
  await using database = await newDatabase();
  await (await openStore(database.url))[Symbol.asyncDispose]();
  await database.query("insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')");
  await expect(openStore(database.url)).rejects.toThrow(
    /newer schema than this callmark knows \(9999-later\)[^\n]*$/,
  );
  const seen = await database.query<{ name: string }>("select name from kysely_migration order by name");
  expect(seen.map(({ name }) => name)).toEqual([...UNSEEN.missing, "9999-later"]);
});

test("what stands in the way of a migration is told, and the database left as it is", async () => {
  await using database = await newDatabase();
  await database.query("create table numbers (one int)");
  await expect(openStore(database.url)).rejects.toThrow(/: 42P07: relation "numbers" already exists$/);
  const tables = await database.query("select tablename from pg_tables where schemaname = 'public'");
  expect(tables).toEqual([{ tablename: "numbers" }]);
});

test("a database in another encoding is refused", async () => {
  await using database = await newDatabase("locale 'C'");
  const { pathname } = new URL(database.url);
  const latin = `${pathname.slice(1)}_latin`;
  await database.query(`create database ${latin} template template0 encoding 'LATIN1' locale 'C'`);
  try {
    const url = new URL(database.url);
    url.pathname = `/${latin}`;
    await expect(openStore(url.href)).rejects.toThrow("encoding is LATIN1; it must be UTF8");
  } finally {
    await database.query(`drop database ${latin}`);
  }
});

/** Columns of indexes whose order is the database's own, which may change with the system beneath it. */
const COLLATED = `
  select c.relname, a.attname from pg_index i
  join pg_class c on c.oid = i.indexrelid
  join pg_attribute a on a.attrelid = c.oid
  join pg_collation l on l.oid = a.attcollation
  join pg_class t on t.oid = i.indrelid
  where t.relnamespace = 'public'::regnamespace and t.relname not like 'kysely%' and l.collname <> 'C'`;

test.each([
  ["C", "locale 'C'"],
  ["English", "locale_provider icu icu_locale 'en-US'"],
  ["Swedish, where z is before å", "locale_provider icu icu_locale 'sv-SE'"],
])("no order depends on the database's own: %s", async (_, locale) => {
  await using database = await newDatabase(locale);
  await using store = await openStore(database.url);
  expect(await database.query(COLLATED)).toEqual([]);
  const { brand } = await newWorld(store);
  const clients = ["b", "a", "B", "å", "z", "_", "-a", "ä", "Z"];
  for (const clientId of clients) {
    const account = { clientId, orgId: brand.orgId, secretHash: "h", demo: false, created: NOW } as const;
    await store.addAccount({ ...account, permission: "read-only" });
  }
  const listed = (await store.listAccounts({})).map(({ clientId }) => clientId);
  expect(listed).toEqual(["-a", "B", "Z", "_", "a", "b", "z", "ä", "å"]);
  const ids = ["1", "9", "10", "99999999999999999999", "18446744073709551616"];
  await store.insert(
    requests(brand).insert(
      ...ids.map((id, index) => ({
        id,
        created: NOW,
        updated: NOW,
        state: "PUBLISHED" as const,
        etag: "e",
        details: { phoneNumber: `+1800555000${index}`, department: clients[index] },
      })),
    ),
  );
  expect((await list(store, brand)).ids).toEqual([
    "99999999999999999999",
    "18446744073709551616",
    "10",
    "9",
    "1",
  ]);
  expect((await list(store, brand, "callerIdDetails.department==b")).ids).toEqual(["1"]);
  expect((await list(store, brand, "callerIdDetails.department==B*")).ids).toEqual(["10"]);
});
