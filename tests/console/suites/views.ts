import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { pngOf } from "../../../packages/server/test/pixels.ts";
import { DEMO, type DemoAccount } from "../../support/demo.ts";
import { audit } from "../browser.ts";
import { freshNumber, newBrand, newCallerId, pageOf } from "../pages.ts";
import type { World } from "../world.ts";

interface View {
  readonly name: string;
  readonly path: string;
  readonly account?: DemoAccount;
  readonly lead: (page: Page) => Promise<unknown>;
}

const choose = (
  page: Page,
  name: string,
  file: Parameters<ReturnType<Page["locator"]>["setInputFiles"]>[0],
) => page.getByLabel(name).first().setInputFiles(file);
const csv = (text: string) => ({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

const VIEWS: readonly View[] = [
  { name: "the overview", path: "/", lead: (page) => page.getByText("Counts what is there").waitFor() },
  {
    name: "the brands",
    path: "/brands",
    lead: (page) => page.getByRole("link", { name: "Northwind Parcels" }).waitFor(),
  },
  {
    name: "a new brand",
    path: "/brands",
    lead: async (page) => {
      await page.getByRole("button", { name: "New brand" }).click();
      await page.getByRole("button", { name: "Create brand" }).click();
      await page.getByText("is invalid").waitFor();
    },
  },
  {
    name: "brand details",
    path: pageOf(DEMO.brandId, "details"),
    lead: (page) => page.getByText("In force").first().waitFor(),
  },
  {
    name: "the logo",
    path: pageOf(DEMO.brandId, "assets"),
    lead: (page) => page.getByText("1024 × 1024", { exact: true }).waitFor(),
  },
  {
    name: "cropping",
    path: pageOf(DEMO.brandId, "assets"),
    lead: async (page) => {
      const buffer = await pngOf(1200, 1100);
      await choose(page, "Choose a picture", { name: "a.png", mimeType: "image/png", buffer });
      await page.getByRole("slider").waitFor();
      await page.getByRole("button", { name: "Upload and submit", disabled: false }).waitFor();
    },
  },
  {
    name: "the review queue",
    path: "/reviews",
    account: "demo-reviewer",
    lead: (page) => page.getByRole("region").getByText("Organization", { exact: true }).waitFor(),
  },
  {
    name: "rejecting",
    path: "/reviews",
    account: "demo-reviewer",
    lead: async (page) => {
      await page.getByRole("region").getByText("Organization", { exact: true }).waitFor();
      await page.getByRole("button", { name: "Reject" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "the import",
    path: pageOf(DEMO.brandId, "import"),
    lead: (page) => page.getByText("How it works").waitFor(),
  },
  {
    name: "a faulty file",
    path: pageOf(DEMO.brandId, "import"),
    lead: async (page) => {
      await choose(page, "Choose a file", csv("phoneNumber\nx\n"));
      await page.getByText("1 line is wrong").waitFor();
    },
  },
  {
    name: "a plan",
    path: pageOf(DEMO.brandId, "import"),
    lead: async (page) => {
      await choose(page, "Choose a file", csv(`phoneNumber\n${freshNumber()}\n`));
      await page.getByRole("button", { name: "Apply 1 change" }).waitFor();
    },
  },
  {
    name: "events",
    path: pageOf(DEMO.brandId, "events"),
    lead: (page) => page.getByText("Today").waitFor(),
  },
  {
    name: "webhooks",
    path: `${pageOf(DEMO.brandId, "events")}?view=webhooks`,
    lead: (page) => page.getByText("Told of everything").or(page.getByText("No webhooks")).first().waitFor(),
  },
];

/** Every page as axe sees it: light, and dark on a phone. */
export function views(world: () => World): void {
  beforeAll(async () => {
    await newBrand(world(), "Viewed Vans");
    await newCallerId(world());
  });

  test.each(VIEWS)("axe finds nothing on $name, light, and dark on a phone", async (view) => {
    const { path, account, lead } = view;
    await using tab = await world().signedIn(path, account);
    const { page } = tab;
    await lead(page);
    expect(await audit(page), "light").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await audit(page), "dark, on a phone").toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(390);
  });
}
