import { expect, test } from "vitest";
import { dumpOf, restoreInto } from "../../packages/server/test/moving.ts";
import { assetOf, assetsAt, atNewBrand, reviewed, uploadLogo } from "../support/brands.ts";
import { newPlace } from "../support/place.ts";
import { openPlainDatabase } from "../support/plain-database.ts";
import { startProgram } from "../support/program.ts";
import { newWorld, openRegistry } from "../support/world.ts";

/** More versions than the migration has in memory at once, each of an image of its own. */
const VERSIONS = 2_500;

test("which image a version showed is read from versions that are older than the question, and from a dump", async () => {
  await using first = await startProgram();
  await using store = await openRegistry(first);
  const { api } = await newWorld(first, store);
  const at = await atNewBrand(api);
  const [shown, submitted] = [await uploadLogo(api), await uploadLogo(api)];
  const asset = assetOf(await assetsAt(at).create({ imageId: shown, intent: "PLACECARD_LOGO" }));
  await reviewed(store, "brandAsset", at, asset);
  assetOf(await assetsAt(at).update(asset.id, asset.etag, { imageId: submitted, intent: "PLACECARD_LOGO" }));
  await first.stop();
  const dump = await dumpOf(first.databaseUrl, false);

  const imagesIn = async (databaseUrl: string) => {
    await using database = await openPlainDatabase({ databaseUrl });
    return await database.select("select kind, image_id from versions where etag not like 'etag-%'");
  };
  const mistakenIn = async (databaseUrl: string) => {
    await using database = await openPlainDatabase({ databaseUrl });
    const { length } = await database.select("select etag from versions where etag like 'etag-%'");
    const wrong = await database.select(`select etag, image_id from versions
      where etag like 'etag-%' and (image_id is null or image_id <> replace(etag, 'etag-', 'image-'))`);
    return { length, wrong };
  };
  expect(await imagesIn(first.databaseUrl)).toEqual([["brandAsset", shown]]);
  {
    // As the schema was before.
    await using database = await openPlainDatabase(first);
    for (const statement of [
      "drop index versions_image",
      "drop index brand_assets_used_image",
      "alter table versions drop column image_id",
      "delete from kysely_migration where name >= '0007'",
    ]) {
      await database.exec(statement);
    }
    await database.exec(`with recursive n (i) as (select 1 union all select i + 1 from n where i < ${VERSIONS})
      insert into versions (brand_id, kind, id, etag, body, began, ended)
      select brand_id, kind, id, 'etag-' || i, replace(body, '${shown}', 'image-' || i), began, ended
      from versions, n where kind = 'brandAsset'`);
  }
  await using second = await startProgram({ databaseUrl: first.databaseUrl });
  expect(await imagesIn(second.databaseUrl)).toEqual([["brandAsset", shown]]);
  expect(await mistakenIn(second.databaseUrl)).toEqual({ length: VERSIONS, wrong: [] });

  await using another = await newPlace();
  await restoreInto(another.databaseUrl, dump);
  expect(await imagesIn(another.databaseUrl)).toEqual([["brandAsset", shown]]);
});
