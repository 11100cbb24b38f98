import { and, eq, isIn, matches, NotFound, StaleEtag } from "@callmark/client";
import { expect, test } from "vitest";
import { brandDetails, uploadLogo } from "../support/brands.ts";
import { sharedProgram } from "../support/program.ts";
import { freshNumber, sharedRegistry } from "../support/world.ts";
import { all, newPlace } from "./support.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const place = () => newPlace(program(), registry());

const SUPPORT = "department.general.support.customer_service";

test("a caller ID is created, read, updated and deleted", async () => {
  const { client, orgId, brandId } = await place();
  const callerIds = client.callerIds({ orgId, brandId });
  const phoneNumber = freshNumber();
  const created = await callerIds.create({ phoneNumber });
  expect(created).toMatchObject({ orgId, brandId, state: "SUBMITTED", callerIdDetails: { phoneNumber } });
  expect(created.validationReports).toEqual([]);
  const { validationReports: _, ...resource } = created;
  expect(await callerIds.get(created.id)).toEqual(resource);

  const updated = await callerIds.update(created, { phoneNumber, department: SUPPORT });
  expect(updated.etag).not.toBe(created.etag);
  expect(updated.callerIdDetails).toEqual({ phoneNumber, department: SUPPORT });
  await expect(callerIds.update(created, { phoneNumber })).rejects.toBeInstanceOf(StaleEtag);
  await expect(callerIds.delete(created)).rejects.toBeInstanceOf(StaleEtag);

  await callerIds.delete(updated);
  await expect(callerIds.get(created.id)).rejects.toBeInstanceOf(NotFound);
  expect(await all(callerIds.list({ where: eq("state", "DELETED") }))).toMatchObject([{ id: created.id }]);
});

test("a list is walked by resources and by pages, with a total", async () => {
  const { client, orgId, brandId } = await place();
  const callerIds = client.callerIds({ orgId, brandId });
  const ids: string[] = [];
  for (let index = 0; index < 7; index += 1) {
    ids.unshift((await callerIds.create({ phoneNumber: freshNumber() })).id);
  }
  const list = callerIds.list({ limit: 3 });
  expect((await all(list)).map(({ id }) => id)).toEqual(ids);
  const pages = await all(list.pages());
  expect(pages.map(({ data, total }) => [data.length, total])).toEqual([
    [3, 7],
    [3, 7],
    [1, 7],
  ]);
  expect(pages.map(({ after }) => typeof after)).toEqual(["string", "string", "undefined"]);
  expect(await list.total()).toBe(7);
  expect((await list.first())?.id).toBe(ids[0]);
  const after = pages[0]?.after;
  expect((await all(callerIds.list({ after }))).map(({ id }) => id)).toEqual(ids.slice(3));
  const some = and(isIn("id", ids.slice(2, 4)), matches("callerIdDetails.phoneNumber", "+1800*"));
  expect((await all(callerIds.list({ where: some }))).map(({ id }) => id)).toEqual(ids.slice(2, 4));
  expect(await callerIds.list({ where: "state==REJECTED" }).first()).toBeUndefined();
});

test("brands and their assets have the same operations", async () => {
  const { client, world, orgId } = await place();
  const brands = client.brands({ orgId });
  const details = brandDetails();
  const brand = await brands.create(details);
  expect(brand.brandDetails).toEqual(details);
  const name = details.displayNames[0]?.name ?? "";
  expect(await all(brands.list({ where: eq("brandDetails.displayNames.name", name) }))).toMatchObject([
    { id: brand.id },
  ]);
  const assets = client.brandAssets({ orgId, brandId: brand.id });
  const imageId = await uploadLogo(world.api);
  const asset = await assets.create({ imageId, intent: "PLACECARD_LOGO" });
  const updated = await assets.update(asset, { imageId, intent: "PLACECARD_LOGO", partnersAssetId: "logo" });
  expect(await all(assets.list({ where: eq("brandAssetDetails.partnersAssetId", "logo") }))).toMatchObject([
    { id: asset.id, etag: updated.etag },
  ]);
  await assets.delete(updated);
  await brands.delete(brand);
  await expect(brands.get(brand.id)).rejects.toBeInstanceOf(NotFound);
});
