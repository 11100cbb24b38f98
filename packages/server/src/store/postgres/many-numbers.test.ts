import { expect, test } from "vitest";
import { newDatabase } from "../../../test/postgres/database.ts";
import { given, requests } from "../../../test/requests.ts";
import { freshNumber, newWorld } from "../../../test/worlds.ts";
import { openStore } from "../open.ts";
import { sortKey } from "../schema.ts";
import { positional } from "../statement.ts";
import { postgresDialect } from "./dialect.ts";

const ROWS = 2_000;

test.each(["holders", "allOfBrand"] as const)(
  "many numbers are asked for (%s) without going through all of them for each row, in a registry without statistics",
  async (name) => {
    await using database = await newDatabase();
    await using store = await openStore(database.url);
    const { brand } = await newWorld(store);
    const numbers = Array.from({ length: ROWS }, freshNumber);
    await store.insert(requests(brand).insert(...numbers.map((number) => given(number))));
    const statement = postgresDialect.statements.numbers[name];
    const values = { parentId: sortKey(brand.parentId), phoneNumbers: JSON.stringify(numbers) };
    const inOrder = positional(statement, values).map(String);
    expect(await database.query(statement.sql, inOrder)).toHaveLength(ROWS);
    const plan = await database.query<{ "QUERY PLAN": string }>(`explain ${statement.sql}`, inOrder);
    const filters = plan.map((line) => line["QUERY PLAN"]).filter((line) => /\bFilter:/.test(line));
    expect(filters.filter((line) => line.includes("phone_number"))).toEqual([]);
  },
);
