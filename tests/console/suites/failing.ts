import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DEMO } from "../../support/demo.ts";
import { eventually } from "../browser.ts";
import { pageOf } from "../pages.ts";
import { TABLE, type World } from "../world.ts";

/** The first row, once it is loaded. */
const firstRow = (page: Page) => page.getByRole("row").filter({ hasText: "+1" }).first();
const tryAgain = (page: Page) => page.getByRole("button", { name: "Try again" });

/** Answers requests for a path with a refusal that the client does not try again; gives what ends that. */
async function refusing(page: Page, path: string | RegExp): Promise<() => Promise<void>> {
  await page.route(path, (route) =>
    route.fulfill({ status: 403, json: [{ code: "FORBIDDEN", message: "Not today" }] }),
  );
  return () => page.unroute(path);
}

/** Loses files of the console on their way; gives what ends that. */
async function losing(page: Page, file: string | RegExp): Promise<() => Promise<void>> {
  await page.route(file, (route) => route.abort());
  return () => page.unroute(file);
}

/** Keeps files of the console on their way; gives what lets them arrive. */
async function holding(page: Page, file: RegExp): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(file, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

/** What is seen where something cannot be loaded, and how one goes on. */
export function failing(world: () => World): void {
  test("a list of brands that cannot be loaded is told as such, and not as none", async () => {
    await using tab = await world().open(`/#demo=demo:demo-secret`);
    const { page } = tab;
    const relent = await refusing(page, /\/orgs\/\d+\/brands\?/);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "The brands could not be loaded" }).waitFor();
    await page.getByText("Not today").first().waitFor();
    expect(await page.getByText("No brand yet").count()).toBe(0);
    await page.getByRole("button", { name: "Brands not loaded" }).waitFor();
    await relent();
    await tryAgain(page).click();
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.getByRole("button", { name: /Northwind Parcels/ }).waitFor();
  });

  test("the brand switch tries the list of brands again", async () => {
    await using tab = await world().open(`${TABLE}#demo=demo:demo-secret`);
    const { page } = tab;
    const relent = await refusing(page, /\/orgs\/\d+\/brands\?/);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Brands not loaded" }).click();
    await relent();
    await page.getByRole("menuitem", { name: "Try again" }).click();
    await page.getByRole("button", { name: /Northwind Parcels/ }).waitFor();
  });

  test("rows that cannot be loaded are told above those that can, and are fetched again", async () => {
    await using tab = await world().signedIn(TABLE);
    const { page } = tab;
    await page.getByRole("row").nth(3).waitFor();
    const relent = await refusing(page, /caller-ids\?.*after=/);
    await page.getByRole("grid").focus();
    await page.keyboard.press("End");
    await page.getByText("The rest could not be loaded.").waitFor();
    expect(await page.getByRole("progressbar").count()).toBe(0);
    await relent();
    await tryAgain(page).click();
    await page.getByText("The rest could not be loaded.").waitFor({ state: "detached" });
  });

  test("a brand that cannot be loaded is asked for again", async () => {
    await using tab = await world().open(`${pageOf(DEMO.brandId, "details")}#demo=demo:demo-secret`);
    const { page } = tab;
    const relent = await refusing(page, new RegExp(`/brands/${DEMO.brandId}$`));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "The brand could not be loaded" }).waitFor();
    await relent();
    await tryAgain(page).click();
    await eventually(() => page.getByLabel("Name", { exact: true }).inputValue()).toBe("Northwind Parcels");
  });

  test("what stands beside a brand or a caller ID says so where it cannot be loaded, each for itself", async () => {
    const beside = /\/registry\/v1\/.*\/(versions|history|delegations)/;
    const failed = (page: Page) => page.getByRole("alert").filter({ hasText: "Not today" });
    const mend = async (page: Page, count: number) => {
      await eventually(() => failed(page).count()).toBe(count);
      await page.unroute(beside);
      for (let left = count; left > 0; left -= 1) {
        await tryAgain(page).first().click();
        await eventually(() => failed(page).count()).toBe(left - 1);
      }
    };
    await using tab = await world().signedIn(pageOf(DEMO.brandId, "assets"));
    const { page } = tab;
    await page.getByText("1024 × 1024", { exact: true }).waitFor();
    await refusing(page, beside);
    await page.getByRole("link", { name: "Brand details" }).click();
    await mend(page, 3);
    await page.getByText("Switchboard Partners").waitFor();
    await page.getByText("In force", { exact: true }).waitFor();
    await refusing(page, beside);
    await page.getByRole("link", { name: "Caller IDs" }).click();
    await firstRow(page).click();
    await mend(page, 2);
    await page.getByRole("complementary").getByText("In force").waitFor();
  });

  test("what is long and has no gap does not widen the panel that says it", async () => {
    await using tab = await world().signedIn(TABLE);
    const { page } = tab;
    await firstRow(page).click();
    await page.getByRole("button", { name: "Edit" }).click();
    const message = `/api/v1/orgs/${"1".repeat(200)}`;
    await page.route(/\/caller-ids\/\d+$/, (route) =>
      route.fulfill({ status: 403, json: [{ code: "FORBIDDEN", message }] }),
    );
    await page.getByRole("button", { name: "Save" }).click();
    const said = page.getByRole("alert").filter({ hasText: message });
    await said.waitFor();
    expect(await said.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  });

  test.each([
    ["script", /details-page-[^/]+\.js$/],
    ["style sheet", /details-page-[^/]+\.css$/],
  ])("a page whose %s does not come leaves the rest, and comes when it is tried again", async (_, file) => {
    await using tab = await world().signedIn(TABLE);
    const { page } = tab;
    await page.getByRole("row").nth(3).waitFor();
    const relent = await losing(page, file);
    await page.getByRole("link", { name: "Brand details" }).click();
    await page.getByRole("heading", { name: "This page could not be shown" }).waitFor();
    await page.getByText("A part of the console did not load.").waitFor();
    // It fails again, and still can be tried.
    await tryAgain(page).click();
    await tryAgain(page).waitFor({ state: "detached" });
    await tryAgain(page).waitFor();
    await relent();
    await tryAgain(page).click();
    await eventually(() => page.getByLabel("Name", { exact: true }).inputValue()).toBe("Northwind Parcels");
    const sheets = () =>
      page.evaluate(() => [...document.styleSheets].filter(({ href }) => href?.includes("/details-page-")));
    expect(await sheets()).toHaveLength(1);
  });

  test("Escape puts away what lies over the page while it is on its way, and that alone", async () => {
    await using tab = await world().signedIn(TABLE);
    const { page } = tab;
    await page.getByRole("row").nth(3).waitFor();
    await firstRow(page).waitFor();
    const arrive = await holding(page, /\/(panel|key-list|create-dialog|palette)-[^/]+\.js$/);
    await page.getByRole("row").nth(2).click();
    const panel = page.getByRole("complementary", { name: "Caller ID" });
    await panel.waitFor();
    await page.keyboard.press("?");
    await page.keyboard.press("Escape");
    expect(new URL(page.url()).search).not.toBe("");
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    expect(new URL(page.url()).search).toBe("");
    await page.getByRole("row").nth(2).click();
    await panel.getByRole("button", { name: "Close" }).click();
    await panel.waitFor({ state: "detached" });
    await page.keyboard.press("c");
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByLabel("Search or jump to").waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel("Search or jump to").waitFor({ state: "detached" });
    arrive();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    expect(await page.getByRole("dialog").count()).toBe(1);
    expect(await panel.count()).toBe(0);
  });

  test("a page that takes its time shows that it is on its way", async () => {
    await using tab = await world().signedIn(TABLE);
    const { page } = tab;
    await page.getByRole("row").nth(3).waitFor();
    const arrive = await holding(page, /details-page-[^/]+\.js$/);
    await page.getByRole("link", { name: "Brand details" }).click();
    const waiting = page.getByRole("main").getByRole("status", { name: "Loading" });
    await waiting.waitFor();
    arrive();
    await waiting.waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Brand details" }).waitFor();
  });

  test("what lies over the page leaves it where it does not come, and is tried again or put away", async () => {
    await using tab = await world().signedIn(TABLE);
    const { page } = tab;
    await page.getByRole("row").nth(3).waitFor();
    const keys = await losing(page, /key-list-[^/]+\.js$/);
    const panel = await losing(page, /\/panel-[^/]+\.js$/);
    const lost = page.getByRole("alert").filter({ hasText: "A part of the console did not load." });
    await page.keyboard.press("?");
    await lost.waitFor();
    await keys();
    await tryAgain(page).click();
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("row").nth(2).click();
    await lost.waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await lost.waitFor({ state: "detached" });
    await page.getByRole("row").nth(2).click();
    await lost.waitFor();
    await page.keyboard.press("Escape");
    await lost.waitFor({ state: "detached" });
    expect(new URL(page.url()).search).toBe("");
    await panel();
    await page.getByRole("row").nth(2).click();
    await page.getByText("Incoming call").waitFor();
  });
}
