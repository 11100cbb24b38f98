import type { ImageType, State } from "@callmark/contract";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { type Among, compile, compileInsert, parameter as p } from "../statement.ts";

/** Images, and the pieces of their pictures. */
export function imageStatements(db: Kysely<Schema>, { locks, among }: { locks: boolean; among: Among }) {
  const find = db.selectFrom("images").selectAll().where("org_id", "=", p("orgId")).where("id", "=", p("id"));
  const one = db.selectFrom("images").select("key").where("key", "=", p("key"));
  const isUsed = sql<number | boolean>`exists (select 1 from brand_assets where image_id = images.id)
    or exists (select 1 from versions where image_id = images.id)`;
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
    find: compile(find),
    /** The same for an asset that is going to name it: until then nobody removes it. */
    findToUse: compile(locks ? find.forKeyShare() : find),
    /** How many images an org has, counted up to a number. */
    count: compile(
      db
        .selectFrom(
          db
            .selectFrom("images")
            .select("id")
            .where("org_id", "=", p("orgId"))
            .limit(p<number>("upTo"))
            .as("i"),
        )
        .select(sql<number>`count(*)`.as("count")),
    ),
    /** Those uploaded before a moment, behind a place, with whether an asset or a version of one names them. */
    walk: compile(
      db
        .selectFrom("images")
        .select(["org_id", "id", "key", isUsed.as("is_used")])
        .where(sql<boolean>`(org_id, id) > (${p("afterOrgId")}, ${p("afterId")})`)
        .where("created", "<", p<number>("before"))
        .orderBy("org_id")
        .orderBy("id")
        .limit(p<number>("limit")),
    ),
    /** An image that is going to be removed: nobody begins to use it. */
    hold: compile(locks ? one.forUpdate() : one),
    removeUnused: compile(
      db.deleteFrom("images").where("key", "=", p("key")).where(sql<boolean>`not (${isUsed})`),
    ),
    known: compile(
      db
        .selectFrom("images")
        .select("key")
        .where(among(sql.ref("key"), p("keys"))),
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
    findKey: compile(one),
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
