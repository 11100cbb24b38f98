import { type Kysely, sql } from "kysely";
import type { Counts, Schema } from "../schema.ts";
import { compile, parameter as p } from "../statement.ts";

/** The counts of a collection by state (docs/decisions/0004-totals.md). */
export function countStatements(db: Kysely<Schema>) {
  return {
    read: compile(
      db
        .selectFrom("counts")
        .select(["state", "count", "revision"])
        .where("parent_id", "=", p("parentId"))
        .where("kind", "=", p("kind")),
    ),
    add: compile(
      db
        .insertInto("counts")
        .values({
          parent_id: p("parentId"),
          kind: p("kind"),
          state: p<Counts["state"]>("state"),
          slot: p<number>("slot"),
          count: p<number>("by"),
          revision: p<number>("one"),
        })
        .onConflict((conflict) =>
          conflict.columns(["parent_id", "kind", "state", "slot"]).doUpdateSet({
            count: sql`counts.count + excluded.count`,
            revision: sql`counts.revision + excluded.revision`,
          }),
        ),
    ),
  };
}
