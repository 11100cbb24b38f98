import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import type { TableOptions } from "./table-options.ts";

/** How many versions are in memory at once: there may be as many as a registry has ever published. */
const AT_ONCE = 1_000;

/** Which images are used is found by the image: by assets as they are, and by their versions that were published. */
export async function up(db: Kysely<Schema>, options: TableOptions): Promise<void> {
  await sql`alter table versions add column image_id ${sql.raw(`text${options.binary}`)}`.execute(db);
  let last = { brand_id: "", id: "", etag: "" };
  for (;;) {
    const read = await db
      .selectFrom("versions")
      .select(["brand_id", "id", "etag", "body"])
      .where("kind", "=", "brandAsset")
      // In the order of the key.
      .where(
        sql<boolean>`(brand_id, kind, id, etag) > (${last.brand_id}, 'brandAsset', ${last.id}, ${last.etag})`,
      )
      .orderBy("brand_id")
      .orderBy("kind")
      .orderBy("id")
      .orderBy("etag")
      .limit(AT_ONCE)
      .execute();
    for (const { brand_id, id, etag, body } of read) {
      await db
        .updateTable("versions")
        .set({ image_id: JSON.parse(body).brandAssetDetails.imageId })
        .where("brand_id", "=", brand_id)
        .where("kind", "=", "brandAsset")
        .where("id", "=", id)
        .where("etag", "=", etag)
        .execute();
    }
    last = read.at(-1) ?? last;
    if (read.length < AT_ONCE) break;
  }
  await sql`create index versions_image on versions (image_id) where image_id is not null`.execute(db);
  await sql`create index brand_assets_used_image on brand_assets (image_id)`.execute(db);
}
