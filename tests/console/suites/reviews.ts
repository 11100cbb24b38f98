import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DEMO } from "../../support/demo.ts";
import { eventually } from "../browser.ts";
import { newBrand, newCallerId, pageOf, read } from "../pages.ts";
import type { World } from "../world.ts";

/** The queue of reviewers. */
export function reviews(world: () => World): void {
  const callerIds = () => world().client().callerIds(DEMO);
  const queue = (page: Page) => page.getByRole("navigation", { name: "What waits, oldest first" });
  const evidence = (page: Page) => page.getByRole("region", { name: "What is reviewed" });
  /** Signs in as a reviewer whose list is read once: what others do later does not reach it, as where they were faster. */
  const outdated = async () => {
    const tab = await world().open("/reviews#demo=demo-reviewer:demo-secret");
    let isRead = false;
    // From the first one on, so that no reading is under way when others begin.
    await tab.page.route("**/review/v1/reviews?*", (route) => {
      if (isRead) return route.abort();
      isRead = true;
      return route.continue();
    });
    await tab.page.getByRole("button", { name: "Sign in" }).click();
    return tab;
  };
  const open = async (page: Page, name: string) => {
    await queue(page).getByRole("button", { name }).click();
    await evidence(page).getByRole("heading", { name, level: 2 }).waitFor();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  };

  test("a reviewer sees the queue alone, oldest first, and decides by keyboard", async () => {
    const first = await newCallerId(world());
    const second = await newCallerId(world());
    await using tab = await world().signedIn("/", "demo-reviewer");
    const { page } = tab;
    expect(await page.getByRole("navigation", { name: "Main" }).getByRole("link").allTextContents()).toEqual([
      "Review queue",
    ]);
    const name = (one: typeof first) => read(one.callerIdDetails.phoneNumber);
    await queue(page).getByText(name(second)).waitFor();
    const listed = await queue(page).getByRole("button").allTextContents();
    const placeOf = (one: typeof first) => listed.findIndex((text) => text.includes(name(one)));
    expect(placeOf(first)).toBeLessThan(placeOf(second));
    await open(page, name(first));
    await evidence(page).getByText("Northwind Parcels, Inc.").waitFor();
    await page.keyboard.press("a");
    await evidence(page)
      .getByRole("heading", { name: name(second) })
      .waitFor();
    await page.getByText("Approved").waitFor();
    await page.keyboard.press("r");
    await page.getByRole("dialog", { name: "Reject" }).locator("textarea:focus, input:focus").waitFor();
    await page.keyboard.type("Not theirs.");
    await page.keyboard.press("Enter");
    await page.getByText("Rejected").waitFor();
    expect((await callerIds().get(first.id)).state).toBe("PUBLISHED");
    expect((await callerIds().get(second.id)).state).toBe("REJECTED");
    const [step] = await Array.fromAsync(callerIds().history(second.id));
    expect(step).toMatchObject({
      reason: "Not theirs.",
      validationReports: [{ code: "VALIDATION__PhoneNumberOwnershipNotIndependentlyVerifiable" }],
    });
  });

  test("on a phone all that can be decided is on the screen", async () => {
    const { callerIdDetails } = await newCallerId(world());
    // More than there is room for.
    for (let made = 0; made < 4; made += 1) await newCallerId(world());
    await using tab = await world().signedIn("/reviews", "demo-reviewer", {
      viewport: { width: 390, height: 667 },
      hasTouch: true,
      isMobile: true,
    });
    const { page } = tab;
    // What there is to judge by is longer than what is left of the screen.
    await open(page, read(callerIdDetails.phoneNumber));
    await evidence(page).getByRole("heading", { name: "The brand" }).waitFor();
    for (const name of ["Could not be processed", "Reject", "Approve"]) {
      const box = await page.getByRole("button", { name, exact: true }).boundingBox();
      if (box === null) throw new Error(`${name} is not there`);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width, name).toBeLessThanOrEqual(390);
      expect(box.y + box.height, name).toBeLessThanOrEqual(667);
    }
  });

  test("of two reviewers of one item, the second is told and goes on with the next", async () => {
    const contested = await newCallerId(world());
    await newCallerId(world());
    const name = read(contested.callerIdDetails.phoneNumber);
    await using one = await world().signedIn("/reviews", "demo-reviewer");
    await using other = await outdated();
    await open(one.page, name);
    await open(other.page, name);
    await one.page.keyboard.press("a");
    await one.page.getByText("Approved").waitFor();
    await other.page.keyboard.press("r");
    await other.page.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
    await other.page.getByText("Somebody else has decided this meanwhile").first().waitFor();
    await evidence(other.page).getByRole("heading", { name }).waitFor({ state: "detached" });
    expect((await callerIds().get(contested.id)).state).toBe("PUBLISHED");
  });

  test("what was changed meanwhile is not decided", async () => {
    const changed = await newCallerId(world());
    const name = read(changed.callerIdDetails.phoneNumber);
    await using tab = await outdated();
    const { page } = tab;
    await open(page, name);
    await callerIds().update(changed, changed.callerIdDetails);
    await page.keyboard.press("a");
    await page.getByText("It has been changed meanwhile").first().waitFor();
    expect((await callerIds().get(changed.id)).state).toBe("SUBMITTED");
  });

  test("a rejection that could not be told keeps its note, and is told again", async () => {
    const { id, callerIdDetails } = await newCallerId(world());
    await using tab = await world().signedIn("/reviews", "demo-reviewer");
    const { page } = tab;
    await open(page, read(callerIdDetails.phoneNumber));
    const decision = "**/review/v1/reviews/**/decision";
    await page.route(decision, (route) =>
      route.fulfill({ status: 403, json: [{ code: "FORBIDDEN", message: "Not today" }] }),
    );
    await page.keyboard.press("r");
    const dialog = page.getByRole("dialog", { name: "Reject" });
    await dialog.getByLabel("Note").fill("Nobody answered the call.");
    await page.keyboard.press("Enter");
    await dialog.getByText("Not today").waitFor();
    expect(await dialog.getByLabel("Note").inputValue()).toBe("Nobody answered the call.");
    await page.unroute(decision);
    await dialog.getByRole("button", { name: "Reject" }).click();
    await dialog.waitFor({ state: "detached" });
    await eventually(async () => (await callerIds().get(id)).state).toBe("REJECTED");
  });

  test("a rejection offers the rules that the version can break, and no other", async () => {
    const created = await newCallerId(world());
    const updated = await newCallerId(world());
    await callerIds().update(updated, updated.callerIdDetails);
    await using tab = await world().signedIn("/reviews", "demo-reviewer");
    const { page } = tab;
    const offered = async (one: typeof updated) => {
      await open(page, read(one.callerIdDetails.phoneNumber));
      await page.keyboard.press("r");
      const dialog = page.getByRole("dialog", { name: "Reject" });
      await dialog.getByRole("combobox").click();
      await page.getByRole("option").first().waitFor();
      const options = await page.getByRole("option").allTextContents();
      await page.keyboard.press("Escape");
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await dialog.waitFor({ state: "detached" });
      return options;
    };
    expect(await offered(created)).toEqual([
      "The number’s owner cannot be verified",
      "A call to the number did not verify it",
      "Another number was verified",
    ]);
    expect(await offered(updated)).toEqual(["The number’s owner cannot be verified"]);
  });

  test("what another has decided is shown as it is while one looks at it", async () => {
    const { id, etag, callerIdDetails } = await newCallerId(world());
    await using tab = await world().signedIn("/reviews", "demo-reviewer");
    const { page } = tab;
    await open(page, read(callerIdDetails.phoneNumber));
    const review = { resourceType: "BUSINESS_CALLER_ID", brandId: DEMO.brandId, id, etag } as const;
    await world().client("demo-reviewer").reviews().approve(review);
    await page.getByText("This does not wait any more").waitFor();
    expect(await page.getByRole("button", { name: "Approve" }).count()).toBe(0);
  });

  test("who opens a caller ID that was refused is told why before anything else", async () => {
    const { id, etag } = await newCallerId(world());
    const review = { resourceType: "BUSINESS_CALLER_ID", brandId: DEMO.brandId, id, etag } as const;
    const code = "VALIDATION__PhoneNumberVerificationUnsuccessful";
    await world().client("demo-reviewer").reviews().reject(review, { code, note: "Nobody answered." });
    await using tab = await world().signedIn(pageOf(DEMO.brandId, `caller-ids?open=${id}`));
    const panel = tab.page.getByRole("complementary", { name: "Caller ID" });
    await panel.getByText("“Nobody answered.”").nth(1).waitFor();
    const text = (await panel.textContent()) ?? "";
    expect(text.indexOf("Nobody answered.")).toBeLessThan(text.indexOf("Versions"));
  });

  test("a brand shows all that it says", async () => {
    await newBrand(world(), "Reviewed Removals");
    await using tab = await world().signedIn("/reviews", "demo-reviewer");
    const { page } = tab;
    await open(page, "Reviewed Removals");
    const shown = await evidence(page).textContent();
    for (const text of ["shopping.shipping_center", "https://example.com/", "Northwind Parcels, Inc."]) {
      expect(shown).toContain(text);
    }
  });
}
