import { expect, test } from "vitest";
import { pngOf } from "../../../packages/server/test/pixels.ts";
import { Api } from "../../support/api.ts";
import { DEMO, DEMO_SECRET } from "../../support/demo.ts";
import { addWebhook } from "../../support/webhooks.ts";
import { openRegistry } from "../../support/world.ts";
import { newBrand, newCallerId, pageOf, read } from "../pages.ts";
import type { World } from "../world.ts";

const EVENTS = pageOf(DEMO.brandId, "events");

/** The timeline, and the deliveries of webhooks. */
export function events(world: () => World): void {
  const reviews = () => world().client("demo-reviewer").reviews();
  const reviewOf = ({ id, etag }: { readonly id: string; readonly etag: string }) =>
    ({ resourceType: "BUSINESS_CALLER_ID", brandId: DEMO.brandId, id, etag }) as const;

  test("a decision appears by itself, with what the review found", async () => {
    await using tab = await world().signedIn(EVENTS);
    const { page } = tab;
    await page.getByRole("tab", { name: "Timeline" }).waitFor();
    await page.getByRole("button", { name: "7 days" }).waitFor();
    const one = await newCallerId(world());
    const code = "VALIDATION__PhoneNumberVerificationUnsuccessful";
    await reviews().reject(reviewOf(one), { code, note: "Nobody answered." });
    const name = read(one.callerIdDetails.phoneNumber);
    await page.getByText(`${name} was rejected`).waitFor();
    await page.getByRole("button", { name: `Show what was found about ${name}` }).click();
    await page.getByText(code).waitFor();
    await page.getByRole("link", { name }).click();
    await page.getByRole("complementary", { name: "Caller ID" }).waitFor();
    expect(new URL(page.url()).searchParams.get("open")).toBe(one.id);
  });

  test("a picture is called what it is, and no longer than that is known", async () => {
    const api = world().client();
    const { id: brandId } = await newBrand(world(), "Pictured Parcels");
    const assets = api.brandAssets({ orgId: DEMO.orgId, brandId });
    const create = async (intent: "PLACECARD_LOGO" | "COVER_PHOTO", width: number, height: number) => {
      const picture = new Blob([new Uint8Array(await pngOf(width, height))], { type: "image/png" });
      const { id: imageId } = await api.images(DEMO).upload(picture, { filename: "picture.png" });
      const asset = await assets.create({ imageId, intent });
      const code = "VALIDATION__PhotoRejected";
      await reviews().reject(
        { resourceType: "BRAND_ASSET", brandId, id: asset.id, etag: asset.etag },
        { code },
      );
      return asset;
    };
    await create("PLACECARD_LOGO", 1024, 1024);
    const cover = await create("COVER_PHOTO", 1600, 1040);
    const told = async () => {
      await using tab = await world().signedIn(pageOf(brandId, "events"));
      await tab.page.getByRole("button", { name: "Pictures" }).click();
      const lines = tab.page.getByRole("listitem").filter({ hasText: "Pictured Parcels" });
      await lines.filter({ hasText: /^Logo was rejected/ }).waitFor();
      return await lines.getByRole("link").allTextContents();
    };
    expect(await told()).toEqual(["Cover photo", "Logo"]);
    await assets.delete(await assets.get(cover.id));
    expect(await told()).toEqual(["Logo or cover photo", "Logo"]);
  });

  test("what a caller ID is called is not guessed while it is not known", async () => {
    await using tab = await world().open("/");
    const { page } = tab;
    await page.route("**/caller-ids?*", () => {});
    await page.goto(`${world().program.url}${EVENTS}#demo=demo:${DEMO_SECRET}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Caller ID was rejected").first().waitFor();
    expect(await page.getByText("deleted").count()).toBe(0);
  });

  test("a kind alone can be shown", async () => {
    await using tab = await world().signedIn(EVENTS);
    const { page } = tab;
    const ofLogo = page.getByText("Logo was rejected").first();
    await ofLogo.waitFor();
    await page.getByRole("button", { name: "Brands" }).click();
    await ofLogo.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "All", exact: true }).click();
    await ofLogo.waitFor();
  });

  test("a delivery shows status and body, and is sent again by who may write", async () => {
    const { program } = world();
    await using store = await openRegistry(program);
    const { value: token } = await world().client().accessToken();
    const { orgId, brandId } = DEMO;
    await using webhook = await addWebhook(store, new Api({ url: program.url, token, orgId, brandId }));
    webhook.receiver.answer((_, response) => response.writeHead(200).end("taken"));
    const one = await newCallerId(world());
    await reviews().approve(reviewOf(one));
    await using tab = await world().signedIn(`${EVENTS}?view=webhooks`);
    const { page } = tab;
    const show = page.getByRole("button", { name: `Show delivery ${one.id}` });
    await show.click();
    await page.getByText(webhook.receiver.url).waitFor();
    await page.getByText("Delivered").first().waitFor();
    await page.getByText(`"resourceId": "${one.id}"`).waitFor();
    const before = webhook.receiver.received.length;
    await page.getByRole("button", { name: "Send again" }).click();
    await webhook.receiver.until((all) => all.length > before);

    await using reader = await world().signedIn(`${EVENTS}?view=webhooks`, "demo-reader");
    await reader.page.getByRole("button", { name: `Show delivery ${one.id}` }).click();
    await reader.page.getByText(`"resourceId": "${one.id}"`).waitFor();
    expect(await reader.page.getByRole("button", { name: "Send again" }).count()).toBe(0);
  });
}
