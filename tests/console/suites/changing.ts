import { NotFound } from "@callmark/client";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DEMO, DEMO_SECRET } from "../../support/demo.ts";
import { eventually } from "../browser.ts";
import { newCallerId } from "../pages.ts";
import { rowOf, TABLE, type World } from "../world.ts";

const CENTER = "department.general.support.service_center";
const [FIRST, SECOND, THIRD] = DEMO.ids;
const panel = { name: "Caller ID" };

/** What is no number, though digits of it would be one, and what is said of it. */
const STRANGE = [
  ["+18005550199 ext 4", "'+18005550199 ext 4' has an extension"],
  ["+1 800 FLOWERS", "'+1 800 FLOWERS' cannot be read as a number of US"],
  ["1.8005550299E10", "how a spreadsheet shows a long number"],
  ["", "The number is missing"],
] as const;

/** Creating, editing and deleting, and what others do meanwhile. */
export function changing(world: () => World): void {
  const callerIds = () => world().client().callerIds(DEMO);

  test("a conflict shows theirs and yours, and either can stay", async () => {
    await using tab = await world().signedIn(`${TABLE}?open=${FIRST}`);
    const { page } = tab;
    const { phoneNumber } = (await callerIds().get(FIRST)).callerIdDetails;
    for (const choice of ["Save mine over it", "Keep theirs"]) {
      await page.getByRole("button", { name: "Edit" }).click();
      await page.getByRole("combobox", { name: "Department" }).click();
      await page.getByRole("option", { name: "Service Center" }).click();
      // Somebody else is faster.
      await callerIds().update(await callerIds().get(FIRST), { phoneNumber });
      await page.getByRole("button", { name: "Save" }).click();
      const dialog = page.getByRole("dialog", { name: "Somebody else has changed this" });
      await dialog.waitFor();
      const sides = dialog.locator("section");
      expect(await sides.nth(0).textContent()).toContain(
        "TheirsSubmittedNumber+1 800 555 5555DepartmentNo department",
      );
      expect(await sides.nth(1).textContent()).toContain(
        "YoursNumber+1 800 555 5555DepartmentService Center",
      );
      await dialog.getByRole("button", { name: choice }).click();
      await dialog.waitFor({ state: "detached" });
      const { department } = (await callerIds().get(FIRST)).callerIdDetails;
      expect(department).toBe(choice === "Keep theirs" ? undefined : CENTER);
    }
  });

  test("rows and the open caller ID change by themselves as somebody else changes them", async () => {
    await using tab = await world().signedIn(`${TABLE}?open=${SECOND}`);
    const { page } = tab;
    const row = rowOf(page, "+1 800 777 7777");
    const aside = page.getByRole("complementary", panel);
    await row.getByText("Service Center").waitFor();
    await aside.getByText("Incoming call").waitFor();
    const before = await callerIds().get(SECOND);
    // The stream tells only of what comes after it was opened.
    await eventually(async () => {
      const now = await callerIds().get(SECOND);
      await callerIds().update(now, { phoneNumber: before.callerIdDetails.phoneNumber });
      await page.waitForTimeout(500);
      return row.textContent();
    }).toContain("No departmentSubmitted");
    await aside.getByText("No department").first().waitFor();
  });

  test("what waits for its review stands beside what is in force, with who brought it about", async () => {
    const { phoneNumber } = (await callerIds().get(SECOND)).callerIdDetails;
    await callerIds().update(await callerIds().get(SECOND), { phoneNumber });
    await using tab = await world().signedIn(`${TABLE}?open=${SECOND}`);
    const aside = tab.page.getByRole("complementary", panel);
    const part = (title: string) =>
      aside.locator("section").filter({ has: tab.page.getByRole("heading", { name: title }) });
    await part("Versions").getByText("In force", { exact: true }).waitFor();
    expect(await part("Versions").textContent()).toMatch(
      /In forceService Center.*SubmittedNo departmentjust now/,
    );
    await part("History").getByText("by demo").first().waitFor();
    expect(await part("History").getByRole("listitem").first().textContent()).toBe(
      "Submitted by demojust now",
    );
  });

  test("a number is registered, shown, and deleted", async () => {
    await using tab = await world().signedIn(`${TABLE}?ql=callerIdDetails.phoneNumber==+18009990*`);
    const { page } = tab;
    await rowOf(page, "+1 800 999 0100").waitFor();
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "New caller ID" });
    await dialog.getByLabel("Number").fill("(800) 999-0100");
    await page.keyboard.press("Enter");
    await dialog.getByText("Caller ID resource with '+18009990100' already exists").waitFor();
    // There is room for one more only once another is gone.
    await callerIds().delete(await callerIds().get(THIRD));
    await dialog.getByRole("button", { name: "Register" }).click();
    await dialog.waitFor({ state: "detached" });
    const aside = page.getByRole("complementary", panel);
    await aside.getByText("+1 800 999 0100").waitFor();
    await rowOf(page, "+1 800 999 0100").getByText("Submitted").waitFor();
    const id = new URL(page.url()).searchParams.get("open") ?? "";
    expect((await callerIds().get(id)).callerIdDetails).toEqual({ phoneNumber: "+18009990100" });

    // Deleted as it is now, not as it was when it was looked at.
    await page.keyboard.press("Delete");
    const ask = page.getByRole("dialog", { name: "Delete +1 800 999 0100?" });
    await ask.waitFor();
    await callerIds().update(await callerIds().get(id), { phoneNumber: "+18009990100", department: CENTER });
    await ask.getByRole("button", { name: "Delete" }).click();
    await ask.getByText("Service Center").waitFor();
    await ask.getByRole("button", { name: "Delete anyway" }).click();
    await aside.waitFor({ state: "detached" });
    await rowOf(page, "+1 800 999 0100").waitFor({ state: "detached" });
    await expect(callerIds().get(id)).rejects.toThrow(NotFound);
  });

  test("a number that cannot be read as one is refused beside its field, and nothing of it is dropped", async () => {
    await using tab = await world().signedIn(TABLE);
    const { page } = tab;
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/caller-ids")) sent.push(request.url());
    });
    await page.getByRole("row").nth(3).waitFor();
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "New caller ID" });
    const number = dialog.getByLabel("Number");
    for (const [typed, reason] of STRANGE) {
      await number.fill(typed);
      await page.keyboard.press("Enter");
      await dialog.getByText(reason).waitFor();
      expect(await number.evaluate((field) => field === document.activeElement)).toBe(true);
      expect(await number.getAttribute("aria-invalid")).toBe("true");
    }
    await number.fill("1 (800) 555-0199");
    await dialog.getByText("Will be registered as +18005550199.").waitFor();
    expect(await number.getAttribute("aria-invalid")).not.toBe("true");
    expect(sent).toEqual([]);
  });

  test("what was deleted meanwhile is told to who saves it, and one goes on", async () => {
    const { id, callerIdDetails } = await newCallerId(world());
    await using tab = await world().signedIn(TABLE);
    const { page } = tab;
    await deaf(page);
    await page.goto(`${world().program.url}${TABLE}?open=${id}#demo=demo:${DEMO_SECRET}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("combobox", { name: "Department" }).click();
    await page.getByRole("option", { name: "Service Center" }).click();
    // The call is seen as it would be.
    await page.getByRole("figure").getByText("Service Center").waitFor();
    // Refused as changed first, and gone by the time that the new version is asked for.
    await page.route(`**/caller-ids/${id}`, async (route) => {
      if (route.request().method() !== "PUT") return route.fallback();
      const response = await route.fetch();
      await callerIds().delete(await callerIds().get(id));
      await route.fulfill({ response });
    });
    await callerIds().update(await callerIds().get(id), callerIdDetails);
    await page.getByRole("button", { name: "Save" }).click();
    const dialog = page.getByRole("dialog", { name: "It was deleted meanwhile" });
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Close it" }).click();
    await page.getByRole("complementary", panel).waitFor({ state: "detached" });
    await page.getByRole("row").nth(3).waitFor();
  });
}

/** Keeps the events of others from a page, as a connection that is slow does. */
async function deaf(page: Page): Promise<void> {
  await page.route("**/events/**", () => {});
}
