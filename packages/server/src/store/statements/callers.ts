import { type Kysely, type RawBuilder, sql } from "kysely";
import type { KindName } from "../../registry/store.ts";
import type { Schema, Versions } from "../schema.ts";
import { compile, parameter as p } from "../statement.ts";

/** What a call shows: what is in force of a caller ID, of its brand and of the brand's logo. */
export function callerStatements(db: Kysely<Schema>) {
  /** A resource is in force itself while it is published, and else a version that was kept of it: the newest one. */
  const inForce = <Column extends "body" | "image_id">(
    kind: KindName,
    resource: string,
    brandId: string,
    column: Column,
  ) => {
    const version = db
      .selectFrom("versions as v")
      .select(`v.${column} as shown` as const)
      .where("v.brand_id", "=", sql.ref<string>(brandId))
      .where("v.kind", "=", sql.lit(kind))
      .where("v.id", "=", sql.ref<string>(`${resource}.id`))
      .where("v.ended", "is", null)
      .orderBy("v.began", "desc")
      .limit(sql.lit(1));
    const own = sql.ref(`${resource}.${column}`);
    const isPublished = sql`${sql.ref(`${resource}.state`)} = 'PUBLISHED'`;
    return sql`case when ${isPublished} then ${own} else (${version}) end` as RawBuilder<
      Versions[Column] | null
    >;
  };
  return {
    /** Whose number it is, if anybody's: one row. */
    find: compile(
      db
        .selectFrom("registry as r")
        .leftJoin("numbers as n", (join) => join.on("n.phone_number", "=", p("phoneNumber")))
        .leftJoin("caller_ids as c", (join) =>
          join
            .onRef("c.brand_id", "=", "n.brand_id")
            .onRef("c.id", "=", "n.caller_id")
            .on(sql<boolean>`c.deleted = 0 and c.in_force = 1`),
        )
        .leftJoin("brands as b", (join) => join.onRef("b.id", "=", "c.brand_id"))
        .select(["r.access_revision", "c.brand_id", "c.id as caller_id", "b.org_id"])
        .select([
          inForce("callerId", "c", "c.brand_id", "body").as("body"),
          inForce("brand", "b", "b.id", "body").as("brand_body"),
          sql<number | boolean>`exists (select 1 from delegations d
            where d.brand_id = b.id and d.partner_org_id = ${p("askedBy")})`.as("shared"),
        ]),
    ),
    /** The image of the newest asset of a brand that is in force as its logo. */
    logo: compile(
      db
        .selectFrom("brand_assets as a")
        .innerJoin("images as i", (join) =>
          join
            .on("i.org_id", "=", p("orgId"))
            .on("i.id", "=", inForce("brandAsset", "a", "a.brand_id", "image_id")),
        )
        .select("i.key")
        .where("a.brand_id", "=", p("brandId"))
        .where(sql<boolean>`a.deleted = 0 and a.in_force = 1`)
        // What an asset is for may differ from what it was for when it was published. JSON has no such quotes in a text.
        .where(
          inForce("brandAsset", "a", "a.brand_id", "body"),
          "like",
          sql.lit('%"intent":"PLACECARD_LOGO"%'),
        )
        .orderBy("a.created", "desc")
        .orderBy("a.id", "desc")
        .limit(sql.lit(1)),
    ),
  };
}
