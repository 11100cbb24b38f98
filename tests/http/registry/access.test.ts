import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerIdOf } from "../../support/answer.ts";
import type { Api } from "../../support/api.ts";
import {
  assetOf,
  assetsAt,
  atNewBrand,
  brandDetails,
  brandOf,
  brandsAt,
  reviewed,
  uploadLogo,
} from "../../support/brands.ts";
import { sharedProgram } from "../../support/program.ts";
import { addWebhook, PRIVATE, type ToldWebhook } from "../../support/webhooks.ts";
import {
  addAccount,
  addReviewer,
  addToken,
  freshId,
  freshNumber,
  newWorld,
  sharedRegistry,
} from "../../support/world.ts";

const program = sharedProgram(PRIVATE);
const registry = sharedRegistry(program);

const ROLES = ["owner", "partner", "not this brand", "ended", "stranger", "reviewer", "look-up"] as const;
type Role = (typeof ROLES)[number];
type Permission = "read-only" | "read-write" | "reviewer" | "look-up";

interface Cell {
  readonly method: string;
  /** As the document writes it, below the base path. */
  readonly path: string;
  readonly role: Role;
  readonly permission: Permission;
  readonly status: number;
}

/** The cells of the table in docs/registry-api.md. */
function cellsOf(document: string): Cell[] {
  const table = document.split("\n## ").find((section) => section.startsWith("Who may ask what")) ?? "";
  const lines = table.split("\n").filter((line) => line.startsWith("| "));
  const [head, ...rows] = lines.map((line) => line.split("|").map((cell) => cell.trim()));
  expect(head?.slice(2, -1)).toEqual(ROLES);
  return rows.flatMap(([, request = "", ...columns]) => {
    const [, method = "", path = ""] = /^`([A-Z]+) (\S+)`$/.exec(request) ?? [];
    return ROLES.flatMap((role, column) => {
      const permissions: Permission[] =
        role === "reviewer" || role === "look-up" ? [role] : ["read-only", "read-write"];
      return permissions.map((permission, index) => {
        const status = Number(columns[column]?.split(" ")[index]);
        return { method, path, role, permission, status };
      });
    });
  });
}
const CELLS = cellsOf(readFileSync(new URL("../../../docs/registry-api.md", import.meta.url), "utf8"));

interface Party {
  readonly orgId: string;
  readonly accounts: Partial<Record<Permission, Api>>;
}

let owner: Awaited<ReturnType<typeof atNewBrand>>;
let parties: Readonly<Record<Role, Party>>;
let names: Readonly<Record<string, string>>;
let webhook: ToldWebhook;

const delegation = (brandId: string, partnerId: string) => ({
  ...{ brandId, partnerId, by: "tests", now: Date.now() },
});

async function newParty(orgId: string): Promise<Party> {
  const account = async (permission: Permission) => {
    const { clientId } = await addAccount(registry(), orgId, permission);
    return owner.at({ token: await addToken(registry(), clientId, 3_600_000) });
  };
  const accounts = { "read-only": await account("read-only"), "read-write": await account("read-write") };
  return { orgId, accounts };
}

beforeAll(async () => {
  const world = await newWorld(program(), registry());
  owner = await atNewBrand(world.api);
  const sister = brandOf(await brandsAt(owner).create(brandDetails())).id;
  const imageId = await uploadLogo(owner);
  webhook = await addWebhook(registry(), owner);
  const callerId = callerIdOf(await owner.create({ phoneNumber: freshNumber() }));
  await reviewed(registry(), "callerId", owner, callerId);
  await reviewed(registry(), "brand", owner, owner.brand);
  names = {
    ...{ owner: owner.orgId, brand: owner.brandId, webhook: webhook.id },
    delivery: await webhook.told(),
    callerId: callerId.id,
    number: callerId.callerIdDetails.phoneNumber,
    asset: assetOf(await assetsAt(owner).create({ imageId, intent: "PLACECARD_LOGO" })).id,
  };
  const partnerOf = async (...brands: string[]): Promise<Party> => {
    const orgId = freshId();
    await registry().addOrg({ orgId, now: Date.now() });
    for (const brandId of brands) await registry().share(delegation(brandId, orgId));
    return newParty(orgId);
  };
  const ended = await partnerOf(owner.brandId);
  await registry().unshare(delegation(owner.brandId, ended.orgId));
  const { token } = await addReviewer(registry());
  const { clientId } = await addAccount(registry(), "", "look-up");
  const telephony = owner.at({ token: await addToken(registry(), clientId, 3_600_000) });
  parties = {
    owner: await newParty(owner.orgId),
    partner: await partnerOf(owner.brandId),
    "not this brand": await partnerOf(sister),
    ended,
    stranger: await partnerOf(),
    reviewer: { orgId: owner.orgId, accounts: { reviewer: owner.at({ token }) } },
    "look-up": { orgId: owner.orgId, accounts: { "look-up": telephony } },
  };
});
afterAll(() => webhook?.[Symbol.asyncDispose]());

describe("docs/registry-api.md", () => {
  test("has a status for each role and permission", () => {
    expect(CELLS.length).toBe(15 * 12);
    expect(CELLS.every(({ method, status }) => method !== "" && status > 0)).toBe(true);
  });

  test.each(CELLS)("$role, $permission: $method $path is $status", async (cell) => {
    const { method, path, role, permission, status } = cell;
    const { orgId: own, accounts } = parties[role];
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === "own" ? own : (names[name] ?? ""),
    );
    const account = accounts[permission] ?? expect.fail("No account");
    const answer = await account.call({ method, target: `/registry/v1${filled}` });
    expect(answer.status, answer.text).toBe(status);
  });

  test("a brand that is not shared is as one that is not there", async () => {
    const account = parties["not this brand"].accounts["read-only"] ?? expect.fail();
    const missing = freshId();
    for (const { path, role } of CELLS) {
      if (role !== "not this brand" || !path.includes("{brand}") || path.endsWith("delegations")) continue;
      for (const query of ["", "?x=1", "?limit=0", "?after=x"]) {
        const texts = [];
        for (const brand of [owner.brandId, missing]) {
          const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
            name === "brand" ? brand : (names[name] ?? ""),
          );
          const { status, text } = await account.call({ target: `/registry/v1${filled}${query}` });
          texts.push(`${status} ${text}`);
        }
        expect(texts[0]).toBe(texts[1]);
        expect(texts[0]).toMatch(/^404 .*Brand not found/);
      }
    }
  });
});
