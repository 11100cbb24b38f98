import type { Kysely } from "kysely";
import type { ResourceColumns, Schema } from "../schema.ts";
import { gone, live } from "../schema.ts";
import { compile, compileInsert, parameter as p } from "../statement.ts";

/** One resource by its id, and the writes of one. */
export function resourceStatements(db: Kysely<Schema>, locks: boolean) {
  const state = p<ResourceColumns["state"]>("state");
  const find = db
    .selectFrom("caller_ids")
    .select(["created", "updated", "state", "in_force", "etag", "body"])
    .where("brand_id", "=", p("parentId"))
    .where("id", "=", p("id"))
    .where(live);
  return {
    find: compile(find),
    /** The same for one that is going to be written. */
    hold: compile(locks ? find.forUpdate() : find),
    insert: compileInsert(
      db.insertInto("caller_ids").values({
        brand_id: p("parentId"),
        deleted: p<number>("deleted"),
        created: p<number>("created"),
        id: p("id"),
        updated: p<number>("updated"),
        state,
        in_force: p<number>("inForce"),
        etag: p("etag"),
        phone_number: p("phoneNumber"),
        department: p<string | null>("department"),
        body: p("body"),
        created_by: p("createdBy"),
        updated_by: p("updatedBy"),
      }),
    ),
    write: compile(
      db
        .updateTable("caller_ids")
        .set({
          deleted: p<number>("deleted"),
          updated: p<number>("updated"),
          state,
          in_force: p<number>("inForce"),
          etag: p<string>("etag"),
          department: p<string | null>("department"),
          body: p<string>("body"),
          updated_by: p<string>("updatedBy"),
        })
        .where("brand_id", "=", p("parentId"))
        .where(live)
        .where("created", "=", p<number>("created"))
        .where("id", "=", p("id")),
    ),
    /** Of all brands, and so without locks: a distributed engine locks rows of one place at a time. */
    findPurgeable: compile(
      db
        .selectFrom("caller_ids")
        .select(["brand_id", "created", "id"])
        .where(gone)
        .where("updated", "<", p<number>("before"))
        .orderBy("updated")
        .limit(p<number>("atMost")),
    ),
    purge: compile(
      db
        .deleteFrom("caller_ids")
        .where("brand_id", "=", p("parentId"))
        .where(gone)
        .where("created", "=", p<number>("created"))
        .where("id", "=", p("id")),
    ),
  };
}
