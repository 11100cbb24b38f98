import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { printResource } from "../../registry/envelope.ts";
import { idOf, type Schema } from "../schema.ts";
import { addPartitions, spreadBy, type TableOptions } from "./table-options.ts";

/** As a brand's body has been since this migration; later changes of the code do not change what it wrote. */
const BRAND = { parent: undefined, detailsMember: "brandDetails" };

/** Brands become resources; their assets, and who a brand is shared with. */
export async function up(db: Kysely<Schema>, options: TableOptions): Promise<void> {
  const { keyed } = options;
  const text = sql.raw(`text${options.binary}`);
  const integer = sql.raw(options.bigint);
  await sql`alter table orgs add column details text not null default '{}'`.execute(db);
  await sql`alter table registry add column waived ${integer} not null default 0`.execute(db);

  for (const [column, definition] of [
    ["deleted", sql`${integer} not null default 0`],
    ["updated", sql`${integer} not null default 0`],
    ["state", sql`${text} not null default 'SUBMITTED'`],
    ["in_force", sql`${integer} not null default 0`],
    ["etag", sql`text not null default ''`],
    ["categories", sql`text not null default '[]'`],
    ["country_codes", sql`text not null default '[]'`],
    ["display_names", sql`text not null default '[]'`],
    ["matched_by", text],
    ["partners_brand_id", text],
    ["blocked", sql`${integer} not null default 0`],
    ["body", sql`text not null default ''`],
    ["created_by", sql`text not null default ''`],
    ["updated_by", sql`text not null default ''`],
  ] as const) {
    await sql`alter table brands add column ${sql.ref(column)} ${definition}`.execute(db);
  }
  await sql`create index brands_list on brands (org_id, deleted, created, id)`.execute(db);
  await sql`create index brands_matched on brands (org_id, matched_by) where deleted = 0`.execute(db);
  await sql`create unique index brands_partners_id on brands (org_id, partners_brand_id) where deleted = 0`.execute(
    db,
  );
  await sql`create index brands_deleted on brands (updated) where deleted = 1`.execute(db);
  await describeOrgs(db);
  await describeBrands(db);

  await sql`create table brand_assets (
    brand_id ${text} not null references brands (id),
    deleted ${integer} not null,
    created ${integer} not null,
    id ${text} not null,
    updated ${integer} not null,
    state ${text} not null,
    in_force ${integer} not null,
    etag text not null,
    intent ${text} not null,
    image_id ${text} not null,
    partners_asset_id ${text},
    body text not null,
    created_by text not null,
    updated_by text not null,
    primary key (brand_id, deleted, created, id)
  )${sql.raw(spreadBy("brand_id", options))}`.execute(db);
  await addPartitions(db, "brand_assets", options);
  await sql`create unique index brand_assets_id on brand_assets (brand_id, id)`.execute(db);
  await sql`create unique index brand_assets_partners_id on brand_assets (brand_id, partners_asset_id) where deleted = 0`.execute(
    db,
  );
  await sql`create index brand_assets_image on brand_assets (brand_id, image_id)`.execute(db);
  await sql`create index brand_assets_deleted on brand_assets (updated) where deleted = 1`.execute(db);

  await sql`create table delegations (
    brand_id ${text} not null references brands (id),
    partner_org_id ${text} not null references orgs (id),
    org_id ${text} not null references orgs (id),
    created ${integer} not null,
    primary key (brand_id, partner_org_id)
  )${sql.raw(keyed)}`.execute(db);
  await sql`create index delegations_partner on delegations (partner_org_id, org_id, brand_id)`.execute(db);
}

async function describeOrgs(db: Kysely<Schema>): Promise<void> {
  for (const { id } of await db.selectFrom("orgs").select("id").execute()) {
    const details = JSON.stringify({ orgId: idOf(id) });
    await db.updateTable("orgs").set({ details }).where("id", "=", id).execute();
  }
}

/** A brand that was there before has no details until somebody gives it some; what it may do stays as it was. */
async function describeBrands(db: Kysely<Schema>): Promise<void> {
  const brands = await db.selectFrom("brands").select(["id", "org_id", "created"]).execute();
  const perOrg = new Map<string, number>();
  for (const { id, org_id, created } of brands) {
    const at = Number(created);
    const envelope = {
      id: idOf(id),
      created: at,
      updated: at,
      state: "SUBMITTED",
      etag: randomUUID(),
    } as const;
    const body = printResource(BRAND, { orgId: idOf(org_id), parentId: idOf(org_id) }, envelope, {});
    const { etag } = envelope;
    await db.updateTable("brands").set({ updated: at, etag, body }).where("id", "=", id).execute();
    perOrg.set(org_id, (perOrg.get(org_id) ?? 0) + 1);
  }
  const none = { slot: 0, revision: 1, processing: 0, published: 0, rejected: 0, failed: 0, deleted: 0 };
  for (const [parent_id, submitted] of perOrg) {
    await db
      .insertInto("counts")
      .values({ ...none, parent_id, kind: "brand", submitted })
      .execute();
  }
  if (brands.length > 0) await db.updateTable("registry").set({ waived: 1 }).execute();
}
