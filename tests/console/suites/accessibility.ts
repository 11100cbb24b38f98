import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DEMO, DEMO_SECRET } from "../../support/demo.ts";
import { audit } from "../browser.ts";
import { TABLE, type World } from "../world.ts";

const [, SECOND] = DEMO.ids;

/** A view of the console, and what leads there once somebody has signed in. */
const VIEWS: readonly (readonly [name: string, path: string, lead: (page: Page) => Promise<unknown>])[] = [
  ["the table", TABLE, (page) => page.getByRole("row").nth(3).waitFor()],
  ["a caller ID", `${TABLE}?open=${SECOND}`, (page) => page.getByText("Incoming call").waitFor()],
  ["no match", `${TABLE}?ql=id==1`, (page) => page.getByText("No caller ID matches").waitFor()],
  ["a refused filter", `${TABLE}?ql=stat==1`, (page) => page.getByText("Unknown field").waitFor()],
  [
    "a chip",
    `${TABLE}?ql=state==PUBLISHED`,
    async (page) => {
      await page.getByRole("button", { name: "State Published" }).click();
      await page.getByRole("checkbox", { name: "Submitted" }).waitFor();
    },
  ],
  [
    "a new caller ID",
    TABLE,
    async (page) => {
      await page.getByRole("button", { name: "New caller ID" }).click();
      await page.getByRole("dialog").getByLabel("Number").waitFor();
    },
  ],
  [
    "editing",
    `${TABLE}?open=${SECOND}`,
    async (page) => {
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByRole("combobox", { name: "Department" }).waitFor();
    },
  ],
  [
    "the palette",
    TABLE,
    async (page) => {
      await page.getByRole("row").nth(3).waitFor();
      await page.keyboard.press("ControlOrMeta+k");
      await page.getByRole("option").first().waitFor();
    },
  ],
  [
    "the keys",
    TABLE,
    async (page) => {
      await page.getByRole("row").nth(3).waitFor();
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  ],
  ["a page that is none", "/nowhere", (page) => page.getByText("There is no such page").waitFor()],
];

/** Every view as axe sees it, and all of it by keyboard. */
export function accessibility(world: () => World): void {
  test("axe finds nothing on the sign-in", async () => {
    await using tab = await world().open("/");
    await tab.page.getByRole("button", { name: "Sign in" }).click();
    await tab.page.getByText("Enter the client ID.").waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await tab.page.emulateMedia({ colorScheme });
      expect(await audit(tab.page), colorScheme).toEqual([]);
    }
  });

  test.each(VIEWS)("axe finds nothing on %s, light and dark", async (_, path, lead) => {
    await using tab = await world().signedIn(path);
    await lead(tab.page);
    for (const colorScheme of ["light", "dark"] as const) {
      await tab.page.emulateMedia({ colorScheme });
      expect(await audit(tab.page), colorScheme).toEqual([]);
    }
  });

  test("axe finds nothing on a phone", async () => {
    const viewport = { width: 390, height: 800 };
    await using tab = await world().signedIn(TABLE, "demo", { viewport });
    const { page } = tab;
    await page.getByRole("row").nth(3).waitFor();
    expect(await audit(page)).toEqual([]);
    await page.getByRole("row").nth(3).click();
    await page.getByText("Incoming call").waitFor();
    expect(await audit(page)).toEqual([]);
  });

  test("single keys can be switched off, and stay so", async () => {
    await using tab = await world().signedIn();
    const { page } = tab;
    await page.getByRole("row").nth(3).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("switch", { name: "Shortcuts of a single key" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("c");
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("dialog", { name: "Search or jump to" }).waitFor();
    expect(await page.getByRole("dialog").count()).toBe(1);
  });

  test("a dialog begins at its first field, and the palette with what the page can do", async () => {
    await using tab = await world().signedIn();
    const { page } = tab;
    await page.getByRole("row").nth(3).waitFor();
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "New caller ID" });
    const number = dialog.getByLabel("Number");
    // The dialog is seen a moment before the focus is in it.
    await number.and(page.locator(":focus")).waitFor();
    await page.keyboard.type("800 555");
    expect(await number.inputValue()).toBe("800 555");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("option").first().waitFor();
    const options = await page.getByRole("option").allTextContents();
    expect(options[0]).toContain("Edit the filter");
    expect(options.at(-1)).toContain("Keyboard shortcuts");
  });

  test("everything is done without a pointer, and the focus is seen", async () => {
    await using tab = await world().open(TABLE);
    const { page } = tab;
    await page.getByLabel("Client ID").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("demo");
    await page.keyboard.press("Tab");
    await page.keyboard.type(DEMO_SECRET);
    await page.keyboard.press("Enter");
    await page.getByRole("row").nth(3).waitFor();
    await page.locator("[role=grid]:focus").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const aside = page.getByRole("complementary", { name: "Caller ID" });
    await aside.getByText("+1 800 777 7777").waitFor();
    // What is open follows the mark, by arrows as by letters.
    await page.keyboard.press("ArrowUp");
    await aside.getByText("+1 800 555 5555").waitFor();
    await page.keyboard.press("j");
    await aside.getByText("+1 800 777 7777").waitFor();
    await page.keyboard.press("e");
    await page.getByRole("button", { name: "Save" }).waitFor();
    const hasFocus = (name: string) =>
      page.getByRole("combobox", { name }).evaluate((element) => element === document.activeElement);
    expect(await hasFocus("Department")).toBe(true);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Save" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Delete" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Delete +1 800 777 7777?" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await aside.waitFor({ state: "detached" });

    // From the first to the last thing that takes the focus, each shows that it has it.
    await page.getByRole("link", { name: "Skip to content" }).focus();
    const seen = new Set<string>();
    for (let times = 0; times < 40; times += 1) {
      await page.keyboard.press("Tab");
      const { name, isShown } = await page.evaluate(() => {
        const element = document.activeElement ?? document.body;
        const around = [element, element.parentElement, element.parentElement?.parentElement ?? null];
        const marks = around.some((each) => {
          if (each === null) return false;
          const { outlineStyle, boxShadow } = getComputedStyle(each);
          return outlineStyle !== "none" || boxShadow !== "none";
        });
        const marked = element.querySelector("[class*=marked]");
        const isMarked = marked !== null && getComputedStyle(marked).outlineStyle !== "none";
        return { name: element.outerHTML.slice(0, 120), isShown: marks || isMarked };
      });
      if (name.startsWith("<body") || seen.has(name)) break;
      seen.add(name);
      expect(isShown, name).toBe(true);
    }
    expect(seen.size).toBeGreaterThan(12);
  });
}
