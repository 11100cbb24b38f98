import { eq } from "@callmark/client";
import { expect, test } from "vitest";
import { pngOf } from "../../../packages/server/test/pixels.ts";
import { DEMO } from "../../support/demo.ts";
import { newBrand, pageOf } from "../pages.ts";
import type { World } from "../world.ts";

/** The logo and the cover photo of a brand. */
export function logos(world: () => World): void {
  const at = (brandId: string) => ({ orgId: DEMO.orgId, brandId });
  const chosen = async (width: number, height: number) => ({
    name: "picture.png",
    mimeType: "image/png",
    buffer: await pngOf(width, height),
  });

  test("a picture of any size is cut to a logo and uploaded; the one in force stays beside it", async () => {
    const { id } = await newBrand(world(), "Logo Logistics");
    const assets = world().client().brandAssets(at(id));
    await using tab = await world().signedIn(pageOf(id, "assets"));
    const { page } = tab;
    const logo = page
      .locator("section")
      .filter({ has: page.getByRole("heading", { name: "Logo", level: 2 }) });
    await logo
      .getByLabel("Choose a picture")
      .first()
      .setInputFiles(await chosen(1400, 1100));
    const dialog = page.getByRole("dialog", { name: "Crop the logo" });
    await dialog.getByRole("slider").focus();
    await page.keyboard.press("ArrowRight");
    await dialog.getByRole("button", { name: "Upload and submit" }).click();
    await dialog.waitFor({ state: "detached" });
    await logo.getByText("Submitted").first().waitFor();
    const asset = await assets.list({ where: eq("brandAssetDetails.intent", "PLACECARD_LOGO") }).first();
    if (asset === undefined) throw new Error("There is no logo");
    const image = await world().client().images(DEMO).metadata(asset.brandAssetDetails.imageId);
    expect([image.width, image.height, image.filename]).toEqual([1024, 1024, "picture.png"]);
    await world()
      .client("demo-reviewer")
      .reviews()
      .approve({ resourceType: "BRAND_ASSET", brandId: id, id: asset.id, etag: asset.etag });
    await logo.getByText("In force").waitFor();
    const uploaded = await chosen(1100, 1600);
    await logo.getByLabel("Choose a picture").first().setInputFiles(uploaded);
    await page.getByRole("button", { name: "Upload and submit" }).click();
    await logo.getByText("Pending").waitFor();
    expect(await logo.getByText("In force").count()).toBe(1);
    expect(await logo.getByRole("figure", { name: "An incoming call on a dark screen" }).count()).toBe(1);
  });

  test("a picture that was replaced or deleted meanwhile is told of, and one goes on", async () => {
    const { id } = await newBrand(world(), "Raced Removals");
    const api = world().client();
    const assets = api.brandAssets(at(id));
    const picture = new Blob([new Uint8Array(await pngOf(1024, 1024))], { type: "image/png" });
    const { id: imageId } = await api.images(DEMO).upload(picture, { filename: "theirs.png" });
    const details = { imageId, intent: "PLACECARD_LOGO" } as const;
    await assets.create(details);
    for (const overtake of ["replaced the picture", "deleted the picture"]) {
      await using tab = await world().signedIn(pageOf(id, "assets"));
      const { page } = tab;
      await page.getByText("Drop another picture here, or choose one").waitFor();
      await page
        .getByLabel("Choose a picture")
        .first()
        .setInputFiles(await chosen(1100, 1100));
      const dialog = page.getByRole("dialog", { name: "Crop the logo" });
      await dialog.waitFor();
      const now = await assets.list().first();
      if (now === undefined) throw new Error("There is no logo");
      if (overtake.startsWith("replaced")) await assets.update(now, details);
      else await assets.delete(now);
      await dialog.getByRole("button", { name: "Upload and submit" }).click();
      await dialog.getByText(overtake).waitFor();
      await dialog.getByRole("button", { name: "Upload mine anyway" }).click();
      await dialog.waitFor({ state: "detached" });
      expect((await assets.list().first())?.brandAssetDetails.imageId).not.toBe(imageId);
    }
  });

  test("a small part is warned of, and what is no picture is refused", async () => {
    const { id } = await newBrand(world(), "Small Shipping");
    await using tab = await world().signedIn(pageOf(id, "assets"));
    const { page } = tab;
    const input = page.getByLabel("Choose a picture").first();
    await input.setInputFiles({ name: "no.png", mimeType: "image/png", buffer: Buffer.from("none") });
    await page.getByText("This file is no picture").waitFor();
    await input.setInputFiles(await chosen(300, 200));
    await page.getByText("200 × 200 pixels").waitFor();
  });

  test("a cover photo is cut to its own shape", async () => {
    const { id } = await newBrand(world(), "Cover Cargo");
    await using tab = await world().signedIn(pageOf(id, "assets"));
    const { page } = tab;
    await page
      .getByLabel("Choose a picture")
      .nth(1)
      .setInputFiles(await chosen(2000, 1800));
    await page.getByRole("dialog", { name: "Crop the cover photo" }).waitFor();
    await page.getByRole("button", { name: "Upload and submit" }).click();
    await page.getByText("1600 × 1040", { exact: true }).waitFor();
  });
}
