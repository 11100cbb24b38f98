import { expect, test } from "vitest";
import { DEMO } from "../../support/demo.ts";
import { newBrand, newCallerId, pageOf, read } from "../pages.ts";
import type { World } from "../world.ts";

/** The overview of a brand. */
export function overview(world: () => World): void {
  const open = async (brandId: string) => {
    const tab = await world().signedIn(pageOf(brandId, "caller-ids"));
    await tab.page.getByRole("link", { name: "Overview" }).click();
    await tab.page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
    return tab;
  };

  test("counts caller IDs by state, and leads to those of a state", async () => {
    await using tab = await open(DEMO.brandId);
    const { page } = tab;
    const { states } = await world().client().summary(DEMO);
    const table = page.getByRole("table", { name: "Caller IDs by state" });
    await expect
      .poll(() => table.getByRole("row", { name: "Published" }).textContent())
      .toMatch(new RegExp(`Published\\d+\\.\\d%${states.PUBLISHED}$`));
    await table.getByRole("link", { name: "Published" }).click();
    expect(new URL(page.url()).search).toBe("?ql=state==PUBLISHED");
  });

  test("shows growth as a plot and as a table", async () => {
    await using tab = await open(DEMO.brandId);
    const { page } = tab;
    const total = await world().client().callerIds(DEMO).list().total();
    await page.getByRole("img", { name: `${total} caller IDs now` }).waitFor();
    await page.locator("svg.recharts-surface path.recharts-area-area").waitFor();
    await page.getByRole("button", { name: "12 months" }).click();
    await page.getByRole("button", { name: "Table" }).click();
    const rows = page.getByRole("table", { name: "Growth" }).getByRole("row");
    await expect.poll(() => rows.nth(1).getByRole("cell").textContent()).toBe(String(total));
    expect(await rows.count()).toBe(14);
  });

  test("says in words that nothing grew", async () => {
    const { id } = await newBrand(world(), "Overview Grows Not");
    await using tab = await open(id);
    await tab.page.getByText("None registered in this time", { exact: true }).waitFor();
    await tab.page.getByRole("img", { name: "0 caller IDs now, none registered in this time" }).waitFor();
  });

  test("tells of a decision as it falls", async () => {
    const { id, etag, callerIdDetails } = await newCallerId(world());
    await using tab = await open(DEMO.brandId);
    const { page } = tab;
    await page.getByRole("heading", { name: "Newest changes" }).waitFor();
    await page.getByText("Counts what is there").waitFor();
    const review = { resourceType: "BUSINESS_CALLER_ID", brandId: DEMO.brandId, id, etag } as const;
    await world().client("demo-reviewer").reviews().approve(review);
    await page.getByText(`${read(callerIdDetails.phoneNumber)} was published`).waitFor();
  });

  test("says what a new brand lacks, and where it is done", async () => {
    const { id } = await newBrand(world(), "Overview Lacks");
    await using tab = await open(id);
    const { page } = tab;
    const steps = page.getByRole("listitem").filter({ has: page.getByRole("img") });
    await steps.first().waitFor();
    expect(await steps.filter({ has: page.getByRole("img", { name: "Done" }) }).allTextContents()).toEqual([
      expect.stringContaining("Describe the brand"),
    ]);
    await page.getByRole("link", { name: "Upload" }).click();
    await page.getByRole("heading", { name: "Logo and cover" }).waitFor();
  });
}
