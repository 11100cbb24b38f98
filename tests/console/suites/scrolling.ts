import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DEMO } from "../../support/demo.ts";
import { eventually } from "../browser.ts";
import { ROWS, type World } from "../world.ts";

/** Rows that may be drawn at once, with those just out of sight. */
const DRAWN = 80;

/** The table with as many rows as a brand may have. */
export function scrolling(world: () => World): void {
  const isAtEnd = (page: Page) =>
    page.waitForFunction(
      (rows) => document.querySelector(`[aria-rowindex="${rows + 1}"]:not([aria-busy])`) !== null,
      ROWS,
      { timeout: 60_000 },
    );

  test("gets wherever the scroll bar is dragged, over rows on their way, and to the very last by the key End", async () => {
    await using tab = await world().signedIn();
    const { page } = tab;
    await page.getByText("150,000", { exact: true }).waitFor();
    await page.getByRole("row").nth(3).waitFor();
    const grid = page.getByRole("grid");
    await grid.evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
    await page.locator('[role=row][aria-busy="true"]').first().waitFor();
    await page.getByRole("progressbar", { name: "Loading the rows up to here" }).waitFor();

    await grid.focus();
    await page.keyboard.press("End");
    await isAtEnd(page);
    expect(await page.getByRole("row").count()).toBeLessThan(DRAWN);
    expect(await page.locator('[role=row][aria-busy="true"]').count()).toBe(0);
    expect(await page.getByRole("progressbar").count()).toBe(0);

    // The oldest of all: nothing was made before it.
    await page.keyboard.press("Enter");
    await eventually(() => new URL(page.url()).searchParams.get("open")).toBeTruthy();
    const id = new URL(page.url()).searchParams.get("open") ?? "";
    const callerIds = world().client().callerIds(DEMO);
    const { createdDate } = await callerIds.get(id);
    expect(await callerIds.list({ where: `createdDate<${createdDate}` }).total()).toBe(0);

    const aside = page.getByRole("complementary", { name: "Caller ID" });
    await aside.getByText("Incoming call").waitFor();
    await page.keyboard.press("Escape");
    await aside.waitFor({ state: "detached" });
    await page.keyboard.press("Home");
    await page.getByText("+1 800 555 5555").waitFor();
  }, 120_000);
}
