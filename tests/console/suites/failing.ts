import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DEMO } from "../../support/demo.ts";
import { eventually } from "../browser.ts";
import { pageOf } from "../pages.ts";
import { TABLE, type World } from "../world.ts";

const tryAgain = (page: Page) => page.getByRole("button", { name: "Try again" });

/** Answers requests for a path with a refusal that the client does not try again; gives what ends that. */
async function refusing(page: Page, path: string | RegExp): Promise<() => Promise<void>> {
  await page.route(path, (route) =>
    route.fulfill({ status: 403, json: [{ code: "FORBIDDEN", message: "Not today" }] }),
  );
  return () => page.unroute(path);
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
}
