import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from "kysely";
import type { Dialect } from "../dialect.ts";
import { keptStatements } from "../kept-statements.ts";
import type { CallerIds, Schema } from "../schema.ts";
import { statementsOf } from "../statements/index.ts";

const builder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Its planner needs no hint, and `statement_timeout` ends what takes too long. */
export const postgresDialect: Dialect = {
  builder,
  locks: true,
  statements: statementsOf(builder, {
    locks: true,
    outbox: {
      settled: sql`transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
      order: ["transaction_id", "position"],
    },
    // A join, which a planner without statistics makes by a hash: an array it would go through for each row.
    among: (column, list) => sql`${column} in (select json_array_elements_text(${list}::json))`,
  }),
  kept: keptStatements(),
  read: (table) => sql<CallerIds>`${sql.table(table)}`.as<"caller_ids">(table),
  patience: undefined,
  anyOf: (column, test) =>
    sql`exists (select 1 from json_array_elements_text(${column}::json) as one where ${test(sql<string>`one collate "C"`)})`,
  indexesHoldKeys: false,
  joined: (text) => sql`string_agg(${text}, ',')`,
  matches: (column, value) => sql`${column} like ${value} escape ${sql.lit("\\")}`,
  patternValue: (pattern) => pattern.map((piece) => piece?.replace(/[\\%_]/g, "\\$&") ?? "%").join(""),
};
