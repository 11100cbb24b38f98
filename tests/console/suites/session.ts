import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DEMO, DEMO_SECRET, type DemoAccount } from "../../support/demo.ts";
import { addAccount, openRegistry } from "../../support/world.ts";
import { eventually } from "../browser.ts";
import { TABLE, type World } from "../world.ts";

const COPIES = { permissions: ["clipboard-write"] };
const COPIED = "Copied as curl";

/** Lets the table say something. */
async function copyAsCurl(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Copy as" }).click();
  await page.getByRole("menuitem", { name: "curl" }).click();
  await page.getByText(COPIED, { exact: true }).first().waitFor();
}

/** Signs out, and in as another account, which sees the table. */
async function signInAnew(page: Page, account: DemoAccount): Promise<void> {
  await page.getByRole("button", { name: /^Account demo/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByLabel("Client ID").fill(account);
  await page.getByLabel("Client secret").fill(DEMO_SECRET);
  await page.keyboard.press("Enter");
  await page.getByRole("row").nth(3).waitFor();
}

/** Signing in, staying signed in, and what is kept meanwhile. */
export function session(world: () => World): void {
  test("the demo's link fills the sign-in, and is cleared at once", async () => {
    await using tab = await world().open(`/#demo=demo:${DEMO_SECRET}`);
    const { page } = tab;
    await eventually(() => page.getByLabel("Client ID").inputValue()).toBe("demo");
    expect(await page.getByLabel("Client secret").inputValue()).toBe(DEMO_SECRET);
    expect(page.url()).toBe(`${world().program.url}/`);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
  });

  test("an account for look-ups is told that there are no pages for it", async () => {
    await using store = await openRegistry(world().program);
    const { clientId, secret } = await addAccount(store, "", "look-up");
    await using tab = await world().open("/");
    const { page } = tab;
    await page.getByLabel("Client ID").fill(clientId);
    await page.getByLabel("Client secret").fill(secret);
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "there are no pages for it" }).waitFor();
    expect(await page.getByLabel("Client ID").inputValue()).toBe(clientId);
  });

  test("what is missing in the sign-in is where one goes on typing", async () => {
    await using tab = await world().open("/");
    const { page } = tab;
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.keyboard.type("demo");
    expect(await page.getByLabel("Client ID").inputValue()).toBe("demo");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.keyboard.type(DEMO_SECRET);
    expect(await page.getByLabel("Client secret").inputValue()).toBe(DEMO_SECRET);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
  });

  test("neither secret nor token is kept anywhere but in memory", async () => {
    await using tab = await world().signedIn();
    const { page } = tab;
    await page.getByRole("grid").waitFor();
    const kept = await page.evaluate(async () =>
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        location.href,
        await indexedDB.databases(),
      ]),
    );
    expect(kept).not.toContain(DEMO_SECRET);
    expect(kept).toContain('[{},{},"",');
    await page.reload();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
  });

  test("what was said to one account is not shown to the next", async () => {
    await using tab = await world().signedIn(TABLE, "demo", COPIES);
    const { page } = tab;
    await copyAsCurl(page);
    await signInAnew(page, "demo-reader");
    expect(await page.getByText(COPIED, { exact: true }).count()).toBe(0);
  });

  test("what is answered after somebody has signed out says nothing to the next account", async () => {
    await using tab = await world().signedIn(TABLE, "demo", COPIES);
    const { page } = tab;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route(/\/caller-ids\/\d+$/, async (route) => {
      if (route.request().method() !== "PUT") return route.fallback();
      const response = await route.fetch();
      await released;
      await route.fulfill({ response });
    });
    await page.getByRole("row").filter({ hasText: "+1" }).nth(12).click();
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("combobox", { name: "Department" }).click();
    await page.getByRole("option", { name: "Customer Service" }).click();
    const sent = page.waitForRequest((request) => request.method() === "PUT");
    await page.getByRole("button", { name: "Save" }).click();
    await sent;
    await signInAnew(page, "demo-reader");
    const answered = page.waitForResponse((answer) => answer.request().method() === "PUT");
    release();
    await (await answered).finished();
    await copyAsCurl(page);
    expect(await page.getByText("Saved", { exact: true }).count()).toBe(0);
  });

  test("a wrong secret is told as such", async () => {
    await using tab = await world().open("/#demo=demo:wrong");
    const { page } = tab;
    await page.getByRole("button", { name: "Sign in" }).click();
    await eventually(() => page.getByRole("alert").textContent()).toBe(
      "The client ID or the secret is wrong.",
    );
  });

  test("a link shows the same to who signs in with it", async () => {
    await using tab = await world().signedIn(`${TABLE}?ql=state==SUBMITTED&open=9467895078742653987`);
    const { page } = tab;
    await page.getByRole("complementary", { name: "Caller ID" }).getByText("+1 800 999 0101").waitFor();
    expect(await page.getByLabel("Filter as text").inputValue()).toBe("state==SUBMITTED");
  });

  test("an account that only reads sees nothing that writes", async () => {
    await using tab = await world().signedIn(`${TABLE}?open=9467895078742654966`, "demo-reader");
    const { page } = tab;
    await page.getByRole("complementary", { name: "Caller ID" }).getByText("Incoming call").waitFor();
    await page.getByRole("row", { selected: true }).waitFor();
    for (const name of ["New caller ID", "Edit", "Delete"]) {
      expect(await page.getByRole("button", { name, exact: true }).count()).toBe(0);
    }
    await page.keyboard.press("c");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    expect(await page.getByRole("dialog").count()).toBe(1);
    expect(await page.getByText("New caller ID").count()).toBe(0);
  });

  test("a partner is led to the brand that is shared with it, and is offered nothing of another's", async () => {
    const { orgId, brandId } = DEMO.other;
    const shared = `/orgs/${orgId}/brands/${brandId}/caller-ids`;
    await using tab = await world().signedIn("/", "demo-partner");
    const { page } = tab;
    await page.getByRole("button", { name: "Harbor Dental Harbor Dental Group" }).waitFor();
    await page.getByRole("link", { name: "Caller IDs", exact: true }).click();
    await page.waitForURL(`**${shared}`);
    await page.getByRole("row").nth(1).waitFor();
    await page.getByRole("button", { name: "New caller ID" }).waitFor();

    await using foreign = await world().signedIn(shared);
    await foreign.page.getByText("The organization of the path is not yours").waitFor();
    expect(await foreign.page.getByRole("button", { name: "New caller ID" }).count()).toBe(0);
    await foreign.page.getByRole("link", { name: "Caller IDs" }).click();
    await foreign.page.getByRole("row").nth(3).waitFor();
  });

  test("shortly before the token ends the secret is asked for again, and the page stays", async () => {
    await using tab = await world().open(`${TABLE}?ql=state==REJECTED#demo=demo:${DEMO_SECRET}`);
    const { page } = tab;
    await page.clock.install();
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("grid").waitFor();
    await page.clock.fastForward("57:30");
    const dialog = page.getByRole("dialog", { name: "Still there?" });
    await dialog.waitFor();
    await dialog.getByLabel("Client secret").fill("wrong");
    await page.keyboard.press("Enter");
    await dialog.getByText("That secret is not the account’s.").waitFor();
    await dialog.getByLabel("Client secret").fill(DEMO_SECRET);
    await dialog.getByRole("button", { name: "Go on" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByLabel("Filter as text").inputValue()).toBe("state==REJECTED");
    const renewed = page.waitForResponse((answer) => answer.url().endsWith("/oauth2/token") && answer.ok());
    await page.clock.fastForward("02:00");
    await renewed;
    await page.getByRole("row").nth(2).click();
    await page
      .getByRole("complementary", { name: "Caller ID" })
      .getByRole("heading", { name: "Details" })
      .waitFor();
    expect(await dialog.count()).toBe(0);
  });
}
