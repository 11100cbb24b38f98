import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { live } from "../schema.ts";
import { compile, compileInsert, parameter as p } from "../statement.ts";

/** What the rules ask of brands and their assets, and who they are shared with. */
export function brandStatements(db: Kysely<Schema>) {
  const others = db
    .selectFrom("brands")
    .select("id")
    .where("org_id", "=", p("orgId"))
    .where(live)
    .where("id", "<>", p("id"));
  const delegation = db.selectFrom("delegations").select("created");
  const ofPartner = delegation.where("partner_org_id", "=", p("partnerId"));
  const counted = (some: typeof ofPartner) =>
    compile(
      db.selectFrom(some.limit(p<number>("upTo")).as("some")).select(sql<number>`count(*)`.as("count")),
    );
  return {
    /** How many brands are shared with a partner, by all orgs or by one, counted up to a number. */
    countDelegated: counted(ofPartner),
    countShared: counted(ofPartner.where("org_id", "=", p("orgId"))),
    sameMatch: compile(others.where("matched_by", "=", p("matched"))),
    samePartnersId: compile(others.where("partners_brand_id", "=", p("partnersBrandId"))),
    anyCallerId: compile(
      db
        .selectFrom("caller_ids")
        .select("id")
        .where("brand_id", "=", p("parentId"))
        .where(live)
        .limit(sql.lit(1)),
    ),
    /** A brand's logos that are not deleted, the newest first. */
    logos: compile(
      db
        .selectFrom("brand_assets")
        .select(["id", "state", "in_force"])
        .where("brand_id", "=", p("parentId"))
        .where(live)
        .where("intent", "=", sql.lit("PLACECARD_LOGO"))
        .orderBy("created", "desc")
        .orderBy("id", "desc"),
    ),
    assets: compile(
      db
        .selectFrom("brand_assets")
        .select("id")
        .where("brand_id", "=", p("parentId"))
        .where(live)
        .orderBy("id"),
    ),
    sameAssetId: compile(
      db
        .selectFrom("brand_assets")
        .select("id")
        .where("brand_id", "=", p("parentId"))
        .where(live)
        .where("id", "<>", p("id"))
        .where("partners_asset_id", "=", p("partnersAssetId")),
    ),

    block: compile(
      db
        .updateTable("brands")
        .set({ blocked: p<number>("blocked") })
        .where("id", "=", p("id")),
    ),
    /** Does an org share any of its brands with a partner? */
    isPartner: compile(
      delegation
        .where("partner_org_id", "=", p("partnerId"))
        .where("org_id", "=", p("orgId"))
        .limit(sql.lit(1)),
    ),
    isShared: compile(
      delegation.where("brand_id", "=", p("brandId")).where("partner_org_id", "=", p("partnerId")),
    ),
    share: compileInsert(
      db.insertInto("delegations").values({
        brand_id: p("brandId"),
        partner_org_id: p("partnerId"),
        org_id: p("orgId"),
        created: p<number>("now"),
      }),
    ),
    unshare: compile(
      db
        .deleteFrom("delegations")
        .where("brand_id", "=", p("brandId"))
        .where("partner_org_id", "=", p("partnerId")),
    ),
    unshareAll: compile(db.deleteFrom("delegations").where("brand_id", "=", p("brandId"))),
    /** Those that a brand is shared with, in the order of their ids. */
    partners: compile(
      db
        .selectFrom("delegations as d")
        .innerJoin("orgs as o", "o.id", "d.partner_org_id")
        .select(["d.partner_org_id", "d.created", "o.details"])
        .where("d.brand_id", "=", p("brandId"))
        .where("d.partner_org_id", ">", p("afterId"))
        .orderBy("d.partner_org_id")
        .limit(p<number>("limit")),
    ),
    partnerIds: compile(
      db
        .selectFrom("delegations")
        .select("partner_org_id")
        .where("brand_id", "=", p("brandId"))
        .orderBy("partner_org_id"),
    ),
    countPartners: compile(
      db
        .selectFrom("delegations")
        .select(sql<number>`count(*)`.as("count"))
        .where("brand_id", "=", p("brandId")),
    ),
    delegations: compile(
      db
        .selectFrom("delegations")
        .select(["brand_id", "partner_org_id", "org_id", "created"])
        .orderBy("created")
        .orderBy("brand_id")
        .orderBy("partner_org_id"),
    ),
  };
}
