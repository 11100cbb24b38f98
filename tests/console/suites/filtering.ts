import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { eq, isIn } from "@callmark/client";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DEMO, DEMO_SECRET } from "../../support/demo.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { eventually } from "../browser.ts";
import { TABLE, type World } from "../world.ts";

const heading = (page: Page) => page.getByRole("heading", { name: "Caller IDs" }).locator("xpath=..");
const ql = (page: Page) => page.getByLabel("Filter as text");

/** Where an install puts the program. */
const BIN = fileURLToPath(new URL("../../../node_modules/.bin", import.meta.url));

/** What a line prints that is pasted into a shell where the demo's account is set up, and no server. */
async function runInShell(line: string): Promise<string> {
  await using folder = await temporaryFolder();
  const env = {
    PATH: `${BIN}:${process.env.PATH}`,
    CALLMARK_CONFIG: folder.path,
    CALLMARK_CLIENT_ID: "demo",
    CALLMARK_CLIENT_SECRET: DEMO_SECRET,
  };
  const { stdout } = await promisify(execFile)("sh", ["-c", line], { env, maxBuffer: 2 ** 28 });
  return stdout;
}

/** Filters as chips and as text, one and the same. */
export function filtering(world: () => World): void {
  const total = (where: string) => world().client().callerIds(DEMO).list({ where }).total();

  test("chips build the filter, which is seen as text and lies in the address", async () => {
    await using tab = await world().signedIn();
    const { page } = tab;
    await page.getByRole("button", { name: "State", exact: true }).click();
    await page.getByRole("checkbox", { name: "Submitted" }).click();
    await page.getByRole("checkbox", { name: "Rejected" }).click();
    await page.keyboard.press("Escape");
    const both = String(isIn("state", ["SUBMITTED", "REJECTED"]));
    await eventually(() => ql(page).inputValue()).toBe(both);
    await eventually(() => heading(page).textContent()).toContain((await total(both)).toLocaleString("en"));

    await page.getByRole("button", { name: "Department", exact: true }).click();
    await page.getByRole("checkbox", { name: "No department" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Number", exact: true }).click();
    await page.getByLabel("Number", { exact: true }).fill("(800)");
    await page.keyboard.press("Enter");
    const all = `${both};callerIdDetails.department!=*;callerIdDetails.phoneNumber==*800*`;
    await eventually(() => ql(page).inputValue()).toBe(all);
    await eventually(() => heading(page).textContent()).toContain((await total(all)).toLocaleString("en"));
    expect(new URL(page.url()).searchParams.get("ql")).toBe(all);

    await page.getByRole("button", { name: "Remove the filter by state" }).click();
    await eventually(() => ql(page).inputValue()).not.toContain("state");
    await page.goBack();
    await eventually(() => ql(page).inputValue()).toBe(all);
  });

  test("text becomes chips, and what no chip has stays as it is", async () => {
    await using tab = await world().signedIn();
    const { page } = tab;
    await page.getByRole("grid").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("state==PUBLISHED and (id==1,id!=2);createdDate>=2026-09-30T00:00:00Z");
    await page.keyboard.press("Enter");
    await page.getByText("(id==1,id!=2)", { exact: true }).waitFor();
    // Escape first takes back what was typed, then leaves the text for the rows.
    await page.keyboard.type(";x");
    await page.keyboard.press("Escape");
    await eventually(() => ql(page).inputValue()).not.toContain(";x");
    expect(await ql(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Escape");
    expect(await ql(page).evaluate((element) => element === document.activeElement)).toBe(false);
    expect(await page.getByRole("button", { name: "State Published" }).count()).toBe(1);
    expect(await page.getByRole("button", { name: /^Created since/ }).count()).toBe(1);
    await page.getByRole("button", { name: "Remove the filter by created" }).click();
    await eventually(() => ql(page).inputValue()).toBe("state==PUBLISHED;(id==1,id!=2)");
  });

  test("a fault is underlined where it is: of the language at once, of the fields by what the registry says", async () => {
    await using tab = await world().signedIn();
    const { page } = tab;
    const fault = page.locator("[class*=fault]");
    const said = page.getByRole("status").filter({ hasText: "position" });
    await ql(page).fill("state==PUBLISHED;;id==1");
    await said.getByText("position 17").waitFor();
    expect(await fault.textContent()).toBe(";");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).search).toBe("");

    await ql(page).fill("state==PUBLISHED;stat==1");
    await page.keyboard.press("Enter");
    await said.getByText("Unknown field 'stat' at position 17").waitFor();
    expect(await fault.textContent()).toBe("stat");
    await page.getByRole("button", { name: "Clear filter" }).click();
    await page.getByRole("row").nth(3).waitFor();
  });

  test("the list is copied as what fetches the same, without a secret", async () => {
    await using tab = await world().signedIn(`${TABLE}?ql=state=='REJECTED'`, "demo", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const { page } = tab;
    const copied = async (as: string) => {
      await page.getByRole("button", { name: "Copy as" }).click();
      await page.getByRole("menuitem", { name: as }).click();
      await page.getByText(`Copied as ${as}`).first().waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied("curl")).toContain(`--data-urlencode 'ql=state=='\\''REJECTED'\\'''`);
    // More than one request has, and than the command lists unless it is told to.
    await page.getByText(/^One request has the first 1,000 of/).waitFor();
    const listed = await runInShell(await copied("callmark command"));
    expect(listed.trimEnd().split("\n")).toHaveLength(await total("state==REJECTED"));
    expect(await copied("TypeScript")).toContain(`callerIds.list({ where: "state=='REJECTED'" })`);
  });

  test("the palette finds a number", async () => {
    await using tab = await world().signedIn();
    const { page } = tab;
    await page.getByRole("row").nth(3).waitFor();
    await page.keyboard.press("ControlOrMeta+k");
    await page.locator("input:focus").waitFor();
    await page.keyboard.type("+1 (800) 555-5555");
    await page.getByRole("option", { name: /Find/ }).waitFor();
    await page.keyboard.press("Enter");
    await eventually(() => ql(page).inputValue()).toBe(
      String(eq("callerIdDetails.phoneNumber", "+18005555555")),
    );
    await eventually(() => page.getByRole("row").count()).toBe(2);
  });
}
