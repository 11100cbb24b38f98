import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { pngOf } from "../../packages/server/test/pixels.ts";
import { type Answer, callerIdOf, summaryOf } from "../support/answer.ts";
import { type Api, JSON_HEADERS } from "../support/api.ts";
import {
  assetOf,
  assetsAt,
  atNewBrand,
  brandDetails,
  brandOf,
  brandsAt,
  noImage,
  reviewed,
  uploadLogo,
} from "../support/brands.ts";
import type { Call } from "../support/client.ts";
import { FORM_HEADERS, formOf } from "../support/images.ts";
import { sharedProgram } from "../support/program.ts";
import { addAccount, addToken, freshId, freshNumber, newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);

const ROLES = ["owner", "partner", "not this brand", "ended", "stranger"] as const;
type Role = (typeof ROLES)[number];
const PERMISSIONS = ["read-only", "read-write"] as const;
type Permission = (typeof PERMISSIONS)[number];

interface Cell {
  readonly method: string;
  /** As the document writes it, below the base path. */
  readonly path: string;
  readonly role: Role;
  readonly permission: Permission;
  readonly status: number;
}

/** The cells of the table in docs/delegation.md. */
function cellsOf(document: string): Cell[] {
  const lines = document.split("\n").filter((line) => line.startsWith("| "));
  const [head, ...rows] = lines.map((line) => line.split("|").map((cell) => cell.trim()));
  expect(head?.slice(2, -1)).toEqual(ROLES);
  return rows.flatMap(([, request = "", ...columns]) => {
    const [, method = "", path = ""] = /^`([A-Z]+) (\S+)`$/.exec(request) ?? [];
    return ROLES.flatMap((role, column) =>
      PERMISSIONS.map((permission, index) => {
        const status = Number(columns[column]?.split(" ")[index]);
        return { method, path, role, permission, status };
      }),
    );
  });
}
const CELLS = cellsOf(readFileSync(new URL("../../docs/delegation.md", import.meta.url), "utf8"));

interface Party {
  readonly orgId: string;
  readonly accounts: { readonly [Which in Permission]: Api };
  /** What its org has uploaded into the owner's. */
  readonly uploaded: string;
}

let owner: Api;
let parties: Readonly<Record<Role, Party>>;
let images: { readonly used: string; readonly other: string };
/** A brand of the owner's that is shared with whoever is partner of it but not of the first. */
let sister: string;
const picture = await pngOf(4, 4);

const share = (brandId: string, partnerId: string) =>
  registry().share({ brandId, partnerId, by: "tests", now: Date.now() });
const unshare = (brandId: string, partnerId: string) =>
  registry().unshare({ brandId, partnerId, by: "tests", now: Date.now() });

async function newParty(orgId: string): Promise<Omit<Party, "uploaded">> {
  const account = async (permission: Permission) => {
    const { clientId } = await addAccount(registry(), orgId, permission);
    return owner.at({ token: await addToken(registry(), clientId, 3_600_000) });
  };
  return {
    orgId,
    accounts: { "read-only": await account("read-only"), "read-write": await account("read-write") },
  };
}

beforeAll(async () => {
  const world = await newWorld(program(), registry());
  const first = await atNewBrand(world.api);
  owner = world.api.at({ brandId: first.brand.id });
  sister = brandOf(await brandsAt(owner).create(brandDetails())).id;
  images = { used: await uploadLogo(owner), other: await uploadLogo(owner) };
  await assetsAt(owner).create({ imageId: images.used, intent: "PLACECARD_LOGO" });
  await reviewed(registry(), "brand", owner, first.brand);

  const made = await Promise.all(
    ROLES.map(async (role): Promise<[Role, Party]> => {
      if (role === "owner") return [role, { ...(await newParty(owner.orgId)), uploaded: images.other }];
      const orgId = freshId();
      await registry().addOrg({ orgId, now: Date.now() });
      const party = await newParty(orgId);
      if (role === "stranger") return [role, { ...party, uploaded: noImage() }];
      await share(sister, orgId);
      const uploaded = await uploadLogo(party.accounts["read-write"]);
      if (role === "ended") await unshare(sister, orgId);
      if (role === "partner") await share(owner.brandId, orgId);
      return [role, { ...party, uploaded }];
    }),
  );
  parties = Object.fromEntries(made) as Record<Role, Party>;
});

/** The brand that a cell speaks of: one of its own where it may be deleted. */
async function brandFor({ method, path }: Cell): Promise<string> {
  if (method !== "DELETE" || !path.endsWith("{brand}")) return owner.brandId;
  return brandOf(await brandsAt(owner).create(brandDetails())).id;
}

/** What a cell speaks of inside the brand, made by the owner. */
async function resourceFor({ path }: Cell): Promise<{ asset: string; callerId: string; number: string }> {
  const number = freshNumber();
  const asset = path.includes("{asset}")
    ? assetOf(await assetsAt(owner).create({ imageId: images.used, intent: "PLACECARD_LOGO" })).id
    : "";
  const callerId = path.includes("{callerId}")
    ? callerIdOf(await owner.create({ phoneNumber: number })).id
    : "";
  return { asset, callerId, number };
}

/** The bodies of the requests that have one, by the end of their path. */
const BODIES: Readonly<Record<string, (ids: { id: string; number: string }) => object>> = {
  brands: () => ({ brandDetails: brandDetails() }),
  "{brand}": ({ id }) => ({ id, brandDetails: brandDetails() }),
  assets: () => ({ brandAssetDetails: { imageId: images.used, intent: "PLACECARD_LOGO" } }),
  "{asset}": ({ id }) => ({ id, brandAssetDetails: { imageId: images.used, intent: "PLACECARD_LOGO" } }),
  "caller-ids": ({ number }) => ({ callerIdDetails: { phoneNumber: number } }),
  "{callerId}": ({ id, number }) => ({ id, callerIdDetails: { phoneNumber: number } }),
};

/** The request of a cell, made whole. */
async function callOf(cell: Cell, brand: string): Promise<Call> {
  const { method, path, role } = cell;
  const { asset, callerId, number } = await resourceFor(cell);
  const { orgId: own, uploaded } = parties[role];
  const names: Readonly<Record<string, string>> = {
    ...{ owner: owner.orgId, own, brand, asset, callerId, uploaded },
    ...images,
  };
  const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name] ?? "");
  const end = path.split("/").at(-1) ?? "";
  const call = { method, target: `/api/v1${filled(path)}` };
  if (end === "upload") {
    const body = formOf({ bytes: picture, filename: "picture.png" });
    return { ...call, headers: FORM_HEADERS, body };
  }
  if (method === "GET") return call;
  const ifMatch = { "if-match": "*" };
  if (method === "DELETE") return { ...call, headers: ifMatch };
  const body = JSON.stringify(BODIES[end]?.({ id: filled(end), number }));
  return { ...call, headers: { ...JSON_HEADERS, ...(method === "PUT" && ifMatch) }, body };
}

/** The status of an answer that does not end. */
async function statusOfStream(api: Api, target: string): Promise<number> {
  const gone = new AbortController();
  const { status } = await fetch(api.url + target, { headers: api.authorization, signal: gone.signal });
  gone.abort();
  return status;
}

/** Brings the role about, so that its very next request is the cell's. */
async function enter({ role, permission }: Cell, brandId: string): Promise<Api> {
  const { orgId, accounts } = parties[role];
  const account = accounts[permission];
  if (role === "partner" && brandId !== owner.brandId) await share(brandId, orgId);
  if (role === "not this brand" || role === "ended") {
    await share(brandId, orgId);
    expect((await account.at({ brandId }).list()).status).toBe(200);
    await unshare(brandId, orgId);
  }
  return account;
}

describe("docs/delegation.md", () => {
  test("has a row for each operation, and a status for each role and permission", () => {
    expect(CELLS.length).toBe(25 * ROLES.length * PERMISSIONS.length);
    expect(CELLS.every(({ method, status }) => method !== "" && status > 0)).toBe(true);
  });

  test.each(CELLS)("$role, $permission: $method $path is $status", async (cell) => {
    const brandId = await brandFor(cell);
    const call = await callOf(cell, brandId);
    const account = await enter(cell, brandId);
    const isStream = cell.path.endsWith("/stream");
    const answer = isStream
      ? { status: await statusOfStream(account, call.target), text: "" }
      : await account.call(call);
    expect(answer.status, answer.text).toBe(cell.status);
  });
});

/** All of an answer but what no two have in common. */
function bytesOf({ status, headers, text }: Answer): string {
  const { date: _, "apple-request-id": __, ...rest } = headers;
  return JSON.stringify([status, rest, text]);
}

describe("a brand that is not shared", () => {
  const cells = CELLS.filter(({ role, path }) => role === "not this brand" && path.includes("{brand}"));

  test.each(cells)("$permission: $method $path answers what one does that is missing", async (cell) => {
    const call = await callOf(cell, owner.brandId);
    const account = parties[cell.role].accounts[cell.permission];
    const missing = freshId();
    const elsewhere = (text: string) => text.replaceAll(owner.brandId, missing);
    const body = call.body === undefined ? {} : { body: elsewhere(String(call.body)) };
    const answers = [
      await account.call(call),
      await account.call({ ...call, target: elsewhere(call.target), ...body }),
    ];
    expect(bytesOf(answers[0] ?? expect.fail())).toBe(bytesOf(answers[1] ?? expect.fail()));
  });

  test("is 404 to its defects as well, as a missing one is", async () => {
    const account = parties["not this brand"].accounts["read-write"];
    for (const query of ["?x=1", "?ql=state", "?limit=0", "?after=x"]) {
      for (const collection of ["assets", "caller-ids"]) {
        const target = (id: string) => `/api/v1/orgs/${owner.orgId}/brands/${id}/${collection}${query}`;
        const [unshared, missing] = [
          await account.call({ target: target(owner.brandId) }),
          await account.call({ target: target(freshId()) }),
        ];
        expect(bytesOf(unshared)).toBe(bytesOf(missing));
        expect(summaryOf(unshared)).toBe("404 NotFound");
      }
    }
  });
});
