import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import type { TableOptions } from "./table-options.ts";

/** Which images are used is found by the image: by assets as they are, and by their versions that were published. */
export async function up(db: Kysely<Schema>, options: TableOptions): Promise<void> {
  await sql`alter table versions add column image_id ${sql.raw(`text${options.binary}`)}`.execute(db);
  const kept = await db
    .selectFrom("versions")
    .select(["brand_id", "id", "etag", "body"])
    .where("kind", "=", "brandAsset")
    .execute();
  for (const { brand_id, id, etag, body } of kept) {
    await db
      .updateTable("versions")
      .set({ image_id: JSON.parse(body).brandAssetDetails.imageId })
      .where("brand_id", "=", brand_id)
      .where("kind", "=", "brandAsset")
      .where("id", "=", id)
      .where("etag", "=", etag)
      .execute();
  }
  await sql`create index versions_image on versions (image_id) where image_id is not null`.execute(db);
  await sql`create index brand_assets_used_image on brand_assets (image_id)`.execute(db);
}
