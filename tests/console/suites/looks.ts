import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { eventually } from "../browser.ts";
import { TABLE, type World } from "../world.ts";

/** How light the page is behind its text, from 0 to 255. */
const lightness = (page: Page) =>
  page.evaluate(() => {
    const [red = 0, green = 0, blue = 0] =
      getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
    return (red + green + blue) / 3;
  });

/** Light and dark, wide and narrow, with motion and without. */
export function looks(world: () => World): void {
  test("follows the system into the dark, and the switch out of it", async () => {
    await using tab = await world().signedIn(TABLE, "demo", { colorScheme: "dark" });
    const { page } = tab;
    expect(await lightness(page)).toBeLessThan(40);
    await page.getByRole("button", { name: /^Account demo/ }).click();
    await page.getByRole("menuitem", { name: "Light", exact: true }).click();
    await eventually(() => lightness(page)).toBeGreaterThan(220);
    await page.reload();
    expect(await lightness(page)).toBeGreaterThan(220);
  });

  test("on a phone nothing is cut off: the table has two lines a row, and what is open covers it", async () => {
    await using tab = await world().signedIn(TABLE, "demo", {
      viewport: { width: 390, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    const { page } = tab;
    await page.getByRole("row").nth(3).waitFor();
    const overflows = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(await overflows()).toBe(false);
    await page.getByRole("row").nth(2).tap();
    const aside = page.getByRole("complementary", { name: "Caller ID" });
    await aside.getByText("Incoming call").waitFor();
    expect((await aside.boundingBox())?.width).toBeCloseTo(390);
    expect(await overflows()).toBe(false);
    await aside.getByRole("button", { name: "Close" }).tap();
    await page.getByRole("button", { name: "Open navigation" }).tap();
    await page.getByRole("dialog").getByRole("link", { name: "Caller IDs" }).tap();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  test("a page ends where its header does, though scroll bars take room", async () => {
    await using tab = await world().signedIn("/");
    const { page } = tab;
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.getByText("Counts what is there").waitFor();
    const { body, header, bar } = await page.evaluate(() => {
      /** Where the content of an element ends, before its padding and its scroll bar. */
      const endOf = (element: Element) =>
        element.getBoundingClientRect().left +
        element.clientWidth -
        Number.parseFloat(getComputedStyle(element).paddingRight);
      const header = document.querySelector("main > header");
      const scroller = header?.nextElementSibling;
      const body = scroller?.firstElementChild;
      if (!header || !body || !(scroller instanceof HTMLElement)) throw new Error("There is no such page");
      return { header: endOf(header), body: endOf(body), bar: scroller.offsetWidth - scroller.clientWidth };
    });
    expect(bar).toBeGreaterThan(0);
    expect(body).toBe(header);
  });

  test("nothing moves where motion is to be reduced", async () => {
    await using tab = await world().signedIn(TABLE, "demo", { reducedMotion: "reduce" });
    const { page } = tab;
    await page.getByRole("row").nth(3).click();
    await page.getByRole("complementary").getByText("Incoming call").waitFor();
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration) > 50)
        .map((animation) => String((animation as CSSAnimation).animationName)),
    );
    expect(moving).toEqual([]);
  });
}
