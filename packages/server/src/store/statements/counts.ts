import { STATES } from "@callmark/contract/vocabulary";
import { type Kysely, sql } from "kysely";
import type { CountColumn, Schema } from "../schema.ts";
import { compile, parameter as p } from "../statement.ts";

export const COUNT_COLUMNS = STATES.map((state) => state.toLowerCase() as CountColumn);

/** The counts of a collection by state (docs/decisions/0004-totals.md). */
export function countStatements(db: Kysely<Schema>) {
  const added = COUNT_COLUMNS.map((column) => [column, p<number>(column)] as const);
  const columns = [...COUNT_COLUMNS, "revision"] as const;
  const sums = columns.map((column) => [
    column,
    sql<number>`counts.${sql.ref(column)} + excluded.${sql.ref(column)}`,
  ]);
  return {
    read: compile(
      db
        .selectFrom("counts")
        .select(columns)
        .where("parent_id", "=", p("parentId"))
        .where("kind", "=", p("kind")),
    ),
    add: compile(
      db
        .insertInto("counts")
        .values({
          parent_id: p("parentId"),
          kind: p("kind"),
          slot: p<number>("slot"),
          revision: p<number>("one"),
          ...(Object.fromEntries(added) as Record<CountColumn, (typeof added)[number][1]>),
        })
        .onConflict((conflict) =>
          conflict.columns(["parent_id", "kind", "slot"]).doUpdateSet(Object.fromEntries(sums)),
        ),
    ),
  };
}
