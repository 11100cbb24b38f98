import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { DEMO } from "../../support/demo.ts";
import { freshNumber, newBrand, pageOf } from "../pages.ts";
import type { World } from "../world.ts";

const CENTER = "department.general.support.service_center";

/** Importing caller IDs from a file. */
export function importing(world: () => World): void {
  const at = (brandId: string) => ({ orgId: DEMO.orgId, brandId });
  const csv = (lines: readonly string[]) => ({
    name: "numbers.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`${lines.join("\n")}\n`),
  });

  test("every wrong line is told at once, and nothing is sent", async () => {
    const { id } = await newBrand(world(), "Faulty Files");
    await using tab = await world().signedIn(pageOf(id, "import"));
    const { page } = tab;
    const number = freshNumber();
    const lines = ["phoneNumber,department", `${number},`, `${number},`, "12,", "1.8E+10,", `${number},,x`];
    await page.getByLabel("Choose a file").first().setInputFiles(csv(lines));
    await page.getByText("4 lines are wrong").waitFor();
    const rows = page.getByRole("grid").getByRole("row");
    expect((await rows.allTextContents()).slice(1).map((text) => text.slice(0, 1))).toEqual([
      "3",
      "4",
      "5",
      "6",
    ]);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download the list" }).click(),
    ]);
    expect((await readFile(await download.path(), "utf8")).split("\n")[0]).toBe("line,column,reason");
    expect(await world().client().callerIds(at(id)).list().total()).toBe(0);
  });

  test("a plan is shown, applied, paused and gone on with; what is refused can be downloaded", async () => {
    const { id } = await newBrand(world(), "Planned Parcels");
    const callerIds = world().client().callerIds(at(id));
    const [kept, changed, gone] = [freshNumber(), freshNumber(), freshNumber()];
    for (const phoneNumber of [kept, changed, gone]) await callerIds.create({ phoneNumber });
    const created = Array.from({ length: 120 }, freshNumber);
    await using tab = await world().signedIn(pageOf(id, "import"));
    const { page } = tab;
    // So that there is something to pause.
    await page.route("**/caller-ids", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      await route.continue();
    });
    const foreign = "+493012345678";
    const lines = ["phoneNumber,department,note", `${kept},,a`, `${changed},${CENTER},b`, `${foreign},,c`];
    const file = csv([...lines, ...created.map((number) => `${number},,d`)]);
    await page.getByLabel("Choose a file").first().setInputFiles(file);
    await page.getByRole("heading", { name: "The plan" }).waitFor();
    const counts = () => page.locator("dl").first().textContent();
    expect(await counts()).toBe("Create121Update1Delete0Leave as it is2");
    await page.getByRole("switch").click();
    expect(await counts()).toBe("Create121Update1Delete1Leave as it is1");
    await page.getByRole("button", { name: "Apply 123 changes" }).click();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("heading", { name: "Paused" }).waitFor();
    const done = await callerIds.list().total();
    expect(done).toBeLessThan(123);
    // Other pages may be looked at meanwhile.
    await page.getByRole("link", { name: "Brand details" }).click();
    await page.getByRole("heading", { name: "Brand details" }).waitFor();
    await page.getByRole("link", { name: "Import" }).click();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("heading", { name: "Finished", exact: true }).waitFor();
    await page.getByText("122 applied, 1 refused.").first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download what was refused" }).click(),
    ]);
    const [head, row] = (await readFile(await download.path(), "utf8")).split("\n");
    expect(head).toBe("phoneNumber,department,note,code,message");
    expect(row).toContain(`'${foreign},,c,VALIDATION__PhoneNumberMustBeValid`);
    const now = await Array.fromAsync(callerIds.list({ limit: 1000 }));
    expect(now.map(({ callerIdDetails }) => callerIdDetails.phoneNumber).toSorted()).toEqual(
      [kept, changed, ...created].toSorted(),
    );
    expect(now.find(({ callerIdDetails }) => callerIdDetails.phoneNumber === changed)).toMatchObject({
      callerIdDetails: { department: CENTER },
    });
  });

  test("on a phone nothing of a plan, or of what is wrong with a file, is off the screen", async () => {
    const { id } = await newBrand(world(), "Narrow Numbers");
    const phone = { viewport: { width: 390, height: 800 } };
    await using tab = await world().signedIn(pageOf(id, "import"), "demo", phone);
    const { page } = tab;
    const grid = page.getByRole("grid");
    const overflow = () => grid.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    const choose = (lines: readonly string[]) =>
      page.getByLabel("Choose a file").first().setInputFiles(csv(lines));
    await choose(["phoneNumber", "1.8E+10"]);
    await grid.getByText("Line 2 · phoneNumber").waitFor();
    const reason = grid.getByText("is how a spreadsheet shows a long number");
    expect(await reason.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0);
    expect(await overflow()).toBe(0);
    await page.getByRole("button", { name: "Choose another file" }).click();
    await choose(["phoneNumber,department", `${freshNumber()},${CENTER}`]);
    await grid.getByText("Service Center").waitFor();
    expect(await overflow()).toBe(0);
  });

  test("who closes the tab while it runs is asked first", async () => {
    const { id } = await newBrand(world(), "Closing Couriers");
    await using tab = await world().signedIn(pageOf(id, "import"));
    const { page } = tab;
    await page.route("**/caller-ids", () => {});
    await page
      .getByLabel("Choose a file")
      .first()
      .setInputFiles(csv(["phoneNumber", freshNumber()]));
    await page.getByRole("button", { name: "Apply 1 change" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    const asked = page.waitForEvent("dialog");
    void page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.accept();
  });
}
