import { expect, test } from "vitest";
import { DEMO } from "../../support/demo.ts";
import { eventually } from "../browser.ts";
import { freshNumber, newBrand, pageOf, read } from "../pages.ts";
import { rowOf, type World } from "../world.ts";

const LABEL = "Orders & Returns";

/** Departments that the operator added to those documented. */
export function departments(world: () => World): void {
  test("an operator's department is offered before any caller ID has it, by its own label", async () => {
    const { id } = await newBrand(world(), "Ordered Orders");
    await using tab = await world().signedIn(pageOf(id, "caller-ids"));
    const { page } = tab;
    await page.getByRole("button", { name: "Department", exact: true }).click();
    await page.getByRole("checkbox", { name: LABEL }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "New caller ID" }).first().click();
    const number = freshNumber();
    await page.getByRole("dialog").getByLabel("Number").fill(number);
    await page.getByRole("combobox", { name: "Department" }).click();
    await page.getByRole("option", { name: LABEL }).click();
    await page.getByRole("button", { name: "Register" }).click();
    await rowOf(page, read(number)).getByText(LABEL).waitFor();
    const [created] = await Array.fromAsync(
      world().client().callerIds({ orgId: DEMO.orgId, brandId: id }).list(),
    );
    expect(created?.callerIdDetails.department).toBe("department.orders");
  });

  test("one that the brand's category excludes is shown with the reason, and cannot be chosen", async () => {
    const { id } = await newBrand(world(), "Excluded Eats");
    const { callerIdDetails } = await world()
      .client()
      .callerIds({ orgId: DEMO.orgId, brandId: id })
      .create({ phoneNumber: freshNumber() });
    await using tab = await world().signedIn(pageOf(id, "caller-ids"));
    const { page } = tab;
    const option = (name: string) => page.getByRole("option", { name });
    const look = async () => {
      await page.getByRole("combobox", { name: "Department" }).click();
      await eventually(() => option("Kitchen").getAttribute("aria-disabled")).toBe("true");
      expect(await option("Kitchen").textContent()).toBe("KitchenNot for this brand’s category");
      expect(await option("Freight").textContent()).toBe("Freight");
      await option("Kitchen").click({ force: true });
      expect(await page.getByRole("combobox", { name: "Department" }).textContent()).toBe("No department");
      await option("Freight").click();
      expect(await page.getByRole("combobox", { name: "Department" }).textContent()).toBe("Freight");
    };
    await page.getByRole("button", { name: "New caller ID" }).first().click();
    await look();
    await page.getByRole("button", { name: "Cancel" }).click();
    await rowOf(page, read(callerIdDetails.phoneNumber)).click();
    await page.getByRole("button", { name: "Edit" }).click();
    await look();
    await page.getByRole("button", { name: "Save" }).click();
    await rowOf(page, read(callerIdDetails.phoneNumber)).getByText("Freight").waitFor();
  });

  test("an import takes it, and refuses one that nobody knows, or not for the brand, before anything is sent", async () => {
    const { id } = await newBrand(world(), "Imported Orders");
    await using tab = await world().signedIn(pageOf(id, "import"));
    const { page } = tab;
    const choose = (department: string) => {
      const lines = ["phoneNumber,department", `${freshNumber()},${department}`];
      const file = { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) };
      return page.getByLabel("Choose a file").first().setInputFiles(file);
    };
    await choose("department.order");
    await page.getByText("1 line is wrong").waitFor();
    await page.getByText("‘department.order’ is no department of this registry").waitFor();
    await page.getByRole("button", { name: "Choose another file" }).click();
    await choose("department.kitchen");
    await page
      .getByText("‘department.kitchen’ is not for brands of the category ‘shopping.shipping_center’")
      .waitFor();
    await page.getByRole("button", { name: "Choose another file" }).click();
    await choose("department.orders");
    await page.getByRole("grid").getByText(LABEL).waitFor();
  });
}
