import { expect, test } from "vitest";
import { Api } from "../../support/api.ts";
import { DEMO } from "../../support/demo.ts";
import { addWebhook } from "../../support/webhooks.ts";
import { openRegistry } from "../../support/world.ts";
import { newCallerId, pageOf, read } from "../pages.ts";
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

  test("a kind alone can be shown", async () => {
    await using tab = await world().signedIn(EVENTS);
    const { page } = tab;
    await page.getByText("was rejected").first().waitFor();
    await page.getByRole("button", { name: "Logos" }).click();
    await page.getByText("was rejected").first().waitFor({ state: "detached" });
    await page.getByRole("button", { name: "All", exact: true }).click();
    await page.getByText("was rejected").first().waitFor();
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
