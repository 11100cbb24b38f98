import { expect, test } from "vitest";
import { DEMO } from "../../support/demo.ts";
import { runProgram } from "../../support/program.ts";
import { eventually } from "../browser.ts";
import { newBrand, pageOf } from "../pages.ts";
import type { World } from "../world.ts";

/** The list of brands, and the details of one. */
export function brands(world: () => World): void {
  const api = () => world().client().brands(DEMO);

  test("a brand is created once every rule is content, each report beside its field", async () => {
    await using tab = await world().signedIn("/brands");
    const { page } = tab;
    await page.getByRole("link", { name: "Northwind Parcels" }).waitFor();
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "New brand" });
    await dialog.getByLabel("Name", { exact: true }).fill("Harbour Freight Lines and Warehouses");
    await dialog.getByLabel("Primary category").fill("No Category");
    await dialog.getByRole("button", { name: "Create brand" }).click();
    await dialog.getByText("'categories' value 'No Category' is invalid").waitFor();
    const category = dialog.getByLabel("Primary category");
    expect(await category.getAttribute("aria-invalid")).toBe("true");
    expect(await dialog.getByLabel("Address").getAttribute("aria-invalid")).toBe("true");
    expect(await dialog.getByLabel("Name", { exact: true }).getAttribute("aria-invalid")).not.toBe("true");
    await category.fill("shopping.shipping_center");
    await dialog.getByLabel("Address").fill("https://harbour.example");
    await dialog.getByRole("button", { name: "Create brand" }).click();
    await page.getByText("This brand waits for its first review").waitFor();
    await page.getByText("longer than the 32 characters").waitFor();
    const [created] = await Array.fromAsync(
      api().list({ where: "brandDetails.displayNames.name=='Harbour Freight Lines and Warehouses'" }),
    );
    expect(page.url()).toContain(pageOf(created?.id ?? "none", "details"));
  });

  test("a press outside puts away a form that is empty, and none that has been filled in", async () => {
    await using tab = await world().signedIn("/brands");
    const { page } = tab;
    const dialog = page.getByRole("dialog", { name: "New brand" });
    const name = dialog.getByLabel("Name", { exact: true });
    await page.getByRole("button", { name: "New brand" }).click();
    await name.fill("Slipped Shipments");
    await page.mouse.click(4, 4);
    await dialog.getByRole("button", { name: "Add a name" }).click();
    expect(await name.first().inputValue()).toBe("Slipped Shipments");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "New brand" }).click();
    await name.waitFor();
    await page.mouse.click(4, 4);
    await dialog.waitFor({ state: "detached" });
  });

  test("of two who change a brand at once, the later one chooses", async () => {
    const brand = await newBrand(world(), "Conflict Couriers");
    await using tab = await world().signedIn(pageOf(brand.id, "details"));
    const { page } = tab;
    const name = page.getByLabel("Name", { exact: true });
    await name.fill("Conflict Couriers Mine");
    const details = { ...brand.brandDetails, categories: ["dining.restaurant"] };
    await api().update(brand, details as Parameters<ReturnType<typeof api>["update"]>[1]);
    await page.getByRole("button", { name: "Save and submit" }).click();
    const dialog = page.getByRole("dialog", { name: "Somebody else has changed this" });
    await dialog.waitFor();
    const sides = dialog.locator("section");
    expect(await sides.nth(0).textContent()).toContain("dining.restaurant");
    expect(await sides.nth(1).textContent()).toContain("Conflict Couriers Mine");
    await dialog.getByRole("button", { name: "Save mine over it" }).click();
    await dialog.waitFor({ state: "detached" });
    await expect
      .poll(async () => (await api().get(brand.id)).brandDetails)
      .toMatchObject({
        displayNames: [{ name: "Conflict Couriers Mine" }],
        categories: ["shopping.shipping_center"],
      });
    await page.getByText("Unsaved changes").waitFor({ state: "detached" });
  });

  test("what was changed and not saved is still there after a look at another page", async () => {
    const { id } = await newBrand(world(), "Distracted Drivers");
    await using tab = await world().signedIn(pageOf(id, "details"));
    const { page } = tab;
    const name = page.getByLabel("Name", { exact: true });
    await name.fill("Distracted Drivers Mine");
    await page.getByRole("link", { name: "Events" }).click();
    await page.getByRole("heading", { name: "Events", level: 1 }).waitFor();
    await page.goBack();
    await page.getByText("Unsaved changes").waitFor();
    expect(await name.inputValue()).toBe("Distracted Drivers Mine");
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByText("Unsaved changes").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Events" }).click();
    await page.getByRole("heading", { name: "Events", level: 1 }).waitFor();
    await page.goBack();
    await eventually(() => name.inputValue()).toBe("Distracted Drivers");
  });

  test("who closes the tab over what is not saved is asked first, whatever page is looked at", async () => {
    const { id } = await newBrand(world(), "Closing Carriages");
    await using tab = await world().signedIn(pageOf(id, "details"));
    const { page } = tab;
    await page.getByLabel("Your own ID").fill("mine");
    await page.getByText("Unsaved changes").waitFor();
    await page.getByRole("link", { name: "Events" }).click();
    await page.getByRole("heading", { name: "Events", level: 1 }).waitFor();
    const asked = page.waitForEvent("dialog");
    void page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.accept();
  });

  test("a registry that can be reached is asked, whatever the browser says of its network", async () => {
    const { id } = await newBrand(world(), "Offline Outfitters");
    await using tab = await world().signedIn("/brands");
    const { page } = tab;
    // As where a laptop has lost its network, and the registry runs on it.
    await page.evaluate(() => dispatchEvent(new Event("offline")));
    await page.getByRole("link", { name: "Offline Outfitters" }).click();
    await page.getByLabel("Your own ID").fill("offline");
    await page.getByRole("button", { name: "Save and submit" }).click();
    await page.getByText("Unsaved changes").waitFor({ state: "detached" });
    expect((await api().get(id)).brandDetails.partnersBrandId).toBe("offline");
  });

  test("brands that nobody has described are told apart by their IDs", async () => {
    const { program } = world();
    const { databaseUrl } = program;
    const ids = ["31001", "31002"];
    for (const id of ids) {
      const { code } = await runProgram(["admin", "brand", "add", "--org", DEMO.orgId, "--id", id], {
        CALLMARK_DATABASE_URL: databaseUrl,
      });
      expect(code).toBe(0);
    }
    await using tab = await world().signedIn(pageOf("31001", "caller-ids"));
    const { page } = tab;
    await page.getByRole("button", { name: "Unnamed brand 31001" }).click();
    for (const id of ids) await page.getByRole("menuitem", { name: `Unnamed brand ${id}` }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Brands", exact: true }).click();
    for (const id of ids) await page.getByRole("link", { name: `Unnamed brand ${id}` }).waitFor();
  });

  test("an organization without brands begins with its first one; who only reads is told that there is none", async () => {
    const environment = { CALLMARK_DATABASE_URL: world().program.databaseUrl };
    const admin = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await runProgram(["admin", ...args], environment);
      expect(code, stderr).toBe(0);
      return stdout;
    };
    await admin("org", "add", "--id", "31");
    for (const permission of ["read-write", "read-only"]) {
      const added = await admin("account", "add", "--org", "31", "--permission", permission, "--json");
      const { clientId, clientSecret } = JSON.parse(added);
      await using tab = await world().open(`/#demo=${clientId}:${clientSecret}`);
      const { page } = tab;
      await page.getByRole("button", { name: "Sign in" }).click();
      const main = page.getByRole("main");
      await main.getByRole("heading", { name: "No brands yet" }).waitFor();
      if (permission === "read-only") {
        await main.getByText("none is shared with it").waitFor();
        expect(await main.getByRole("button", { name: "New brand" }).count()).toBe(0);
        continue;
      }
      await main.getByRole("button", { name: "New brand" }).last().click();
      await page.getByRole("dialog", { name: "New brand" }).waitFor();
    }
  });

  test("an address of a brand that is not there says so on each of its pages", async () => {
    for (const path of ["caller-ids", "details", "assets", "import", "events"]) {
      await using tab = await world().signedIn(pageOf("999", path));
      await tab.page.getByRole("heading", { name: "There is no such brand" }).waitFor();
    }
  });

  test("a rejected brand shows why, in the reviewer's words", async () => {
    const { id, etag } = await newBrand(world(), "Rejected Removals");
    await world()
      .client("demo-reviewer")
      .reviews()
      .reject(
        { resourceType: "BRAND", brandId: id, id, etag },
        { code: "VALIDATION__BrandDetailsIncorrect", note: "There is no such business." },
      );
    await using tab = await world().signedIn(pageOf(id, "details"));
    const { page } = tab;
    await page.getByText("This version was rejected").waitFor();
    expect(await page.getByText("“There is no such business.”").count()).toBeGreaterThan(0);
    expect(await page.getByText("VALIDATION__BrandDetailsIncorrect").count()).toBeGreaterThan(0);
  });

  test("what is in force is compared with what waits", async () => {
    const brand = await newBrand(world(), "Compare Carriers");
    const { id, etag } = brand;
    await world().client("demo-reviewer").reviews().approve({ resourceType: "BRAND", brandId: id, id, etag });
    const details = { ...brand.brandDetails, categories: ["dining.restaurant"] };
    const current = await api().get(id);
    await api().update(current, details as Parameters<ReturnType<typeof api>["update"]>[1]);
    await using tab = await world().signedIn(pageOf(id, "details"));
    const { page } = tab;
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    const sides = page.getByRole("dialog").locator("section");
    await sides.first().waitFor();
    expect(await sides.nth(0).textContent()).toContain("shopping.shipping_center");
    expect(await sides.nth(1).textContent()).toContain("dining.restaurant");
  });

  test("a brand that was deleted meanwhile is told to who saves it, and one goes on", async () => {
    const { id } = await newBrand(world(), "Vanished Vans");
    await using tab = await world().signedIn(pageOf(id, "details"));
    const { page } = tab;
    await page.getByLabel("Name", { exact: true }).fill("Vanished Vans Mine");
    await api().delete(await api().get(id));
    await page.getByRole("button", { name: "Save and submit" }).click();
    const dialog = page.getByRole("dialog", { name: "It was deleted meanwhile" });
    await dialog.getByRole("button", { name: "Close it" }).click();
    await page.getByRole("heading", { name: "Brands", level: 1 }).waitFor();
  });

  test("a brand that was changed meanwhile is deleted once one has seen what it is now", async () => {
    const brand = await newBrand(world(), "Changed Chariots");
    await using tab = await world().signedIn(pageOf(brand.id, "details"));
    const { page } = tab;
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Delete Changed Chariots?" });
    await dialog.waitFor();
    await api().update(brand, brand.brandDetails as Parameters<ReturnType<typeof api>["update"]>[1]);
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.getByText("Somebody has changed it").waitFor();
    await dialog.getByText("Submitted").waitFor();
    await dialog.getByRole("button", { name: "Delete anyway" }).click();
    await page.getByRole("heading", { name: "Brands", level: 1 }).waitFor();
    await expect(api().get(brand.id)).rejects.toThrow("not found");
  });

  test("a brand is deleted after it was asked for", async () => {
    const { id } = await newBrand(world(), "Deleted Deliveries");
    await using tab = await world().signedIn(pageOf(id, "details"));
    const { page } = tab;
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Delete Deleted Deliveries?" });
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByRole("heading", { name: "Brands", level: 1 }).waitFor();
    await page.getByRole("link", { name: "Deleted Deliveries" }).waitFor({ state: "detached" });
  });

  test("a reader sees no control that writes; a partner those of what lies in the brand", async () => {
    for (const account of ["demo-reader", "demo-partner"] as const) {
      await using tab = await world().signedIn(pageOf(DEMO.brandId, "details"), account);
      const { page } = tab;
      await page.getByText("shopping.shipping_center").waitFor();
      await page.getByText("In force").first().waitFor();
      expect(await page.getByRole("main").getByRole("textbox").count(), account).toBe(0);
      expect(await page.getByRole("button", { name: "Delete" }).count(), account).toBe(0);
      await page.getByRole("link", { name: "Logo" }).click();
      await page.getByText("1024 × 1024", { exact: true }).waitFor();
      const drops = page.getByRole("button", { name: "Choose a picture" });
      if (account === "demo-partner") await drops.nth(1).waitFor();
      else expect(await drops.count()).toBe(0);
    }
    await using reader = await world().signedIn("/brands", "demo-reader");
    await reader.page.getByRole("link", { name: "Northwind Parcels" }).waitFor();
    expect(await reader.page.getByRole("button", { name: "New brand" }).count()).toBe(0);
    expect(await reader.page.getByRole("link", { name: "Import" }).count()).toBe(0);
  });
}
