import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from "kysely";
import type { Dialect } from "../dialect.ts";
import { keptStatements } from "../kept-statements.ts";
import type { Schema } from "../schema.ts";
import { statementsOf } from "../statements/index.ts";

const builder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** `GLOB` is case-sensitive, where SQLite's `LIKE` is not; its other wildcards are taken out by a class of one. */
export const sqliteDialect: Dialect = {
  builder,
  statements: statementsOf(builder),
  kept: keptStatements(),
  matches: (column, value) => sql`${column} glob ${value}`,
  patternValue: (pattern) => pattern.map((piece) => piece?.replace(/[*?[]/g, "[$&]") ?? "*").join(""),
};
