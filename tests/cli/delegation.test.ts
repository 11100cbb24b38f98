import { describe, expect, test } from "vitest";
import { registryWith } from "./support.ts";

interface Delegation {
  readonly orgId: string;
  readonly brandId: string;
  readonly partnerId: string;
  readonly created: number;
}

async function withPartner() {
  const registry = await registryWith(["2001", "2002"]);
  await registry.json("admin", "org", "add", "--id", "1002");
  return registry;
}
const verb = (name: string, brand = "2001", to = "1002") =>
  ["admin", "delegation", name, "--brand", brand, "--to", to] as const;

describe("admin delegation", () => {
  test("add shares a brand, list shows it, remove ends it", async () => {
    using registry = await withPartner();
    expect(await registry.json("admin", "delegation", "list")).toEqual([]);
    const before = Date.now();
    expect(await registry.json(...verb("add"))).toEqual({ brandId: "2001", partnerId: "1002" });
    await registry.json(...verb("add", "2002"));
    const all = await registry.json<Delegation[]>("admin", "delegation", "list");
    expect(all).toMatchObject([
      { orgId: "1001", brandId: "2001", partnerId: "1002" },
      { orgId: "1001", brandId: "2002", partnerId: "1002" },
    ]);
    for (const { created } of all) expect(created).toBeGreaterThanOrEqual(before);
    expect(await registry.json(...verb("remove"))).toEqual({ brandId: "2001", partnerId: "1002" });
    const left = await registry.json<Delegation[]>("admin", "delegation", "list");
    expect(left.map(({ brandId }) => brandId)).toEqual(["2002"]);
  });

  test("say to a person what they did", async () => {
    using registry = await withPartner();
    expect((await registry.run("admin", "delegation", "list")).stdout).toBe("No brand is shared\n");
    expect((await registry.run(...verb("add"))).stdout).toBe("Brand 2001 is shared with org 1002\n");
    expect((await registry.run("admin", "delegation", "list")).stdout).toMatch(
      /^brand 2001 of org 1001, with org 1002 since \d{4}-\d\d-\d\dT[\d:.]+Z\n$/,
    );
    expect((await registry.run(...verb("remove"))).stdout).toBe(
      "Brand 2001 is no longer shared with org 1002\n",
    );
  });

  test.each([
    [verb("add", "2009"), 1, "There is no brand 2009; callmark admin brand add makes one"],
    [verb("add", "2001", "1009"), 1, "There is no org 1009; callmark admin org add makes one"],
    [verb("add", "2001", "1001"), 1, "Brand 2001 is org 1001's own"],
    [verb("remove"), 1, "Brand 2001 is not shared with org 1002"],
  ])("%j fails", async (args, code, message) => {
    using registry = await withPartner();
    expect(await registry.run(...args)).toMatchObject({ code, stdout: "", stderr: `error: ${message}\n` });
  });

  test("add fails where the brand is shared already; a malformed id is wrong usage", async () => {
    using registry = await withPartner();
    await registry.json(...verb("add"));
    expect(await registry.run(...verb("add"))).toMatchObject({
      code: 1,
      stderr: "error: Brand 2001 is shared with org 1002 already\n",
    });
    expect(await registry.run(...verb("add", "x"))).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("admin brand block", () => {
  test("blocks and unblocks a brand, and says so", async () => {
    using registry = await registryWith(["2001"]);
    expect(await registry.json("admin", "brand", "block", "2001")).toEqual({
      brandId: "2001",
      blocked: true,
    });
    expect((await registry.run("admin", "brand", "block", "2001")).stdout).toBe("Brand 2001 is blocked\n");
    expect((await registry.run("admin", "brand", "unblock", "2001")).stdout).toBe(
      "Brand 2001 is no longer blocked\n",
    );
    expect(await registry.run("admin", "brand", "block", "2009")).toMatchObject({
      code: 1,
      stderr: "error: There is no brand 2009; callmark admin brand add makes one\n",
    });
  });
});
