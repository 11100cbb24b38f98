import { type Kysely, sql } from "kysely";
import type { KindName } from "../../registry/store.ts";
import type { Schema } from "../schema.ts";
import { compile, compileInsert, parameter as p } from "../statement.ts";

const kind = p<KindName>("kind");

/** What waits for its review, and what was in force before. */
export function reviewStatements(db: Kysely<Schema>) {
  const one = <Table extends "reviews" | "versions">(table: Table) =>
    sql<boolean>`${sql.table(table)}.brand_id = ${p("brandId")} and ${sql.table(table)}.kind = ${kind}
      and ${sql.table(table)}.id = ${p("id")}`;
  const queued = db.insertInto("reviews").values({
    brand_id: p("brandId"),
    kind,
    id: p("id"),
    org_id: p("orgId"),
    etag: p("etag"),
    submitted: p<number>("submitted"),
    due: p<number>("due"),
    attempts: p<number>("attempts"),
    taken_by: p<string | null>("takenBy"),
  });
  const columns = [
    "brand_id",
    "kind",
    "id",
    "org_id",
    "etag",
    "submitted",
    "due",
    "attempts",
    "taken_by",
  ] as const;
  return {
    add: compileInsert(queued),
    /** The same where the resource may be waiting already: its new version begins anew. */
    queue: compile(
      queued.onConflict((conflict) =>
        conflict.columns(["brand_id", "kind", "id"]).doUpdateSet({
          etag: sql`excluded.etag`,
          submitted: sql`excluded.submitted`,
          due: sql`excluded.due`,
          attempts: sql`excluded.attempts`,
          taken_by: sql`excluded.taken_by`,
        }),
      ),
    ),
    done: compile(db.deleteFrom("reviews").where(one("reviews"))),
    find: compile(db.selectFrom("reviews").select(columns).where(one("reviews"))),
    /** What may be taken, the longest due first. */
    due: compile(
      db
        .selectFrom("reviews")
        .select(columns)
        .where("due", "<=", p<number>("now"))
        .orderBy("due")
        .limit(p<number>("atMost")),
    ),
    /** Takes one, where nobody else has since it was seen. */
    take: compile(
      db
        .updateTable("reviews")
        .set({ due: p<number>("until"), taken_by: p<string>("takenBy"), attempts: sql`attempts + 1` })
        .where(one("reviews"))
        .where("due", "=", p<number>("due")),
    ),
    /** Gives one back, to be taken again later. */
    postpone: compile(
      db
        .updateTable("reviews")
        .set({ due: p<number>("due"), taken_by: sql`null`, attempts: sql`attempts - ${p<number>("early")}` })
        .where(one("reviews"))
        .where("taken_by", "=", p("takenBy")),
    ),
    /** All that waits, oldest first, behind a place. */
    list: compile(
      db
        .selectFrom("reviews")
        .select(columns)
        .where(sql<boolean>`(submitted, id) > (${p<number>("afterSubmitted")}, ${p("afterId")})`)
        .orderBy("submitted")
        .orderBy("id")
        .limit(p<number>("limit")),
    ),
    count: compile(db.selectFrom("reviews").select(sql<number>`count(*)`.as("count"))),

    keepVersion: compileInsert(
      db.insertInto("versions").values({
        brand_id: p("brandId"),
        kind,
        id: p("id"),
        etag: p("etag"),
        body: p("body"),
        began: p<number>("began"),
        ended: p<number | null>("ended"),
        image_id: p<string | null>("imageId"),
      }),
    ),
    endVersion: compile(
      db
        .updateTable("versions")
        .set({ ended: p<number>("now") })
        .where(one("versions"))
        .where("ended", "is", null),
    ),
    /** The version in force at a moment, where it is no longer the resource itself. */
    versionAt: compile(
      db
        .selectFrom("versions")
        .select(["etag", "body", "began", "ended"])
        .where(one("versions"))
        .where("began", "<=", p<number>("at"))
        .where((row) => row.or([row("ended", "is", null), row("ended", ">", p<number>("at"))]))
        .orderBy("began", "desc")
        .limit(sql.lit(1)),
    ),
    /**
     * Those that were in force, newest first, without what was so for no time at all: of the rest no two began at the
     * same moment.
     */
    listVersions: compile(
      db
        .selectFrom("versions")
        .select(["etag", "body", "began", "ended"])
        .where(one("versions"))
        .where("began", "<", p<number>("before"))
        .where(({ eb, or, ref }) => or([eb("ended", "is", null), eb("ended", ">", ref("began"))]))
        .orderBy("began", "desc")
        .limit(p<number>("limit")),
    ),
    purgeVersions: compile(db.deleteFrom("versions").where(one("versions"))),
  };
}
