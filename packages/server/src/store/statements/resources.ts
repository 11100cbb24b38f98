import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { ResourceColumns, Schema } from "../schema.ts";
import { gone, live } from "../schema.ts";
import { compile, compileInsert, parameter as p, type SqlValue } from "../statement.ts";
import type { ResourceTable } from "../tables.ts";

/** One resource by its id, and the writes of one; the same for every kind, whose columns `described` names. */
export function resourceStatements(db: Kysely<Schema>, locks: boolean, described: ResourceTable) {
  // What the statements name beside its own columns is there in the table of any kind.
  const table = described.name as "caller_ids";
  const parent = described.parent as "brand_id";
  const own = (columns: readonly string[]) =>
    Object.fromEntries(columns.map((column) => [column, p<SqlValue>(column)] as const));
  const state = p<ResourceColumns["state"]>("state");
  const kept = db
    .selectFrom(table)
    .select(["created", "updated", "state", "in_force", "etag", "body"])
    .where(parent, "=", p("parentId"))
    .where("id", "=", p("id"));
  const find = kept.where(live);
  return {
    find: compile(find),
    /** Deleted or not. */
    findKept: compile(kept),
    /** The same for one that is going to be written. */
    hold: compile(locks ? find.forUpdate() : find),
    /** The same, where nobody else holds it just now. */
    holdFree: compile(locks ? find.forUpdate().skipLocked() : find),
    insert: compileInsert(
      db.insertInto(table).values({
        [parent]: p("parentId"),
        deleted: p<number>("deleted"),
        created: p<number>("created"),
        id: p("id"),
        updated: p<number>("updated"),
        state,
        in_force: p<number>("inForce"),
        etag: p("etag"),
        ...own([...described.kept, ...described.changing]),
        body: p("body"),
        created_by: p("createdBy"),
        updated_by: p("updatedBy"),
      } as never),
    ),
    write: compile(
      db
        .updateTable(table)
        .set({
          deleted: p<number>("deleted"),
          updated: p<number>("updated"),
          state,
          in_force: p<number>("inForce"),
          etag: p<string>("etag"),
          ...own(described.changing),
          body: p<string>("body"),
          updated_by: p<string>("updatedBy"),
        } as never)
        .where(parent, "=", p("parentId"))
        .where(live)
        .where("created", "=", p<number>("created"))
        .where("id", "=", p("id")),
    ),
    /** Of all collections, and so without locks: a distributed engine locks rows of one place at a time. */
    findPurgeable: compile(
      db
        .selectFrom(table)
        .select([`${parent} as parent_id`, "created", "id"])
        .where(gone)
        .where("updated", "<", p<number>("before"))
        .$if(described.name === "brands", (brands) => brands.where(isEmpty))
        .orderBy("updated")
        .limit(p<number>("atMost")),
    ),
    purge: compile(
      db
        .deleteFrom(table)
        .where(parent, "=", p("parentId"))
        .where(gone)
        .where("created", "=", p<number>("created"))
        .where("id", "=", p("id")),
    ),
  };
}

/** Has nothing of a brand been kept for longer than the brand itself? */
const isEmpty = sql<boolean>`not exists (select 1 from caller_ids where brand_id = brands.id)
  and not exists (select 1 from brand_assets where brand_id = brands.id)`;
