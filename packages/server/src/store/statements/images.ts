import type { ImageType, State } from "@callmark/contract";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { compile, compileInsert, parameter as p } from "../statement.ts";

/** Images, and the pieces of their pictures. */
export function imageStatements(db: Kysely<Schema>) {
  return {
    add: compileInsert(
      db.insertInto("images").values({
        org_id: p("orgId"),
        id: p("id"),
        created: p<number>("created"),
        updated: p<number>("updated"),
        state: p<State>("state"),
        deleted: p<number>("deleted"),
        filename: p("filename"),
        width: p<number>("width"),
        height: p<number>("height"),
        file_size: p<number>("fileSize"),
        content_type: p<ImageType>("contentType"),
        colours: p("colours"),
        key: p("key"),
        uploaded_by_org: p("uploadedByOrg"),
        uploaded_by: p("uploadedBy"),
      }),
    ),
    find: compile(
      db.selectFrom("images").selectAll().where("org_id", "=", p("orgId")).where("id", "=", p("id")),
    ),
    /** Is an image used by a brand that its org shares with a partner? */
    usedByShared: compile(
      db
        .selectFrom("delegations as d")
        .innerJoin("brand_assets as a", "a.brand_id", "d.brand_id")
        .select("a.image_id")
        .where("d.partner_org_id", "=", p("partnerId"))
        .where("d.org_id", "=", p("orgId"))
        .where("a.deleted", "=", sql.lit(0))
        .where("a.image_id", "=", p("id"))
        .limit(sql.lit(1)),
    ),
    findKey: compile(db.selectFrom("images").select("key").where("key", "=", p("key"))),
    addPiece: compileInsert(
      db.insertInto("image_files").values({
        image_key: p("key"),
        name: p("name"),
        piece: p<number>("piece"),
        bytes: p<Uint8Array>("bytes"),
      }),
    ),
    pieces: compile(
      db
        .selectFrom("image_files")
        .select("bytes")
        .where("image_key", "=", p("key"))
        .where("name", "=", p("name"))
        .orderBy("piece"),
    ),
  };
}
