import { randomUUID } from "node:crypto";
import {
  and,
  type Brand,
  type CallmarkClient,
  CallmarkError,
  eq,
  Forbidden,
  NotFound,
} from "@callmark/client";
import { counted } from "../progress.ts";
import { shownName } from "../resources/brands.ts";
import { type Found, failed, ok, skipped } from "./found.ts";

/** Whom the account acts for, as far as it is said. */
export interface Place {
  readonly client: CallmarkClient;
  readonly orgId: string;
  readonly brandId: string | undefined;
}

/** May the account see the organization? */
export async function checkOrg({ client, orgId }: Place): Promise<Found> {
  try {
    const total = await client.brands({ orgId }).list().total();
    return ok(`${orgId}, with ${counted(total, "brand")}`);
  } catch (error) {
    if (!(error instanceof Forbidden)) throw error;
    return failed(
      `${orgId} is not the account's, nor shared with it`,
      "Is it the right one? callmark login --org ID sets another; callmark delegated-brands list shows what is shared",
    );
  }
}

/** What may an account do that acts for no organization? */
export async function checkOrgless(client: CallmarkClient): Promise<Found> {
  const { permission } = await client.account();
  if (permission !== "reviewer") return ok(permission);
  return ok(`${permission}, with ${counted(await client.reviews().list().total(), "review")} to do`);
}

/** An id that no registry gives. */
const NOBODY = "1";

/**
 * May the account write? It asks to delete what is not there, in a version that nobody has: an account that may not
 * write is told so first, and nothing is changed whatever the answer is.
 */
export async function checkPermission({ client, orgId, brandId = NOBODY }: Place): Promise<Found> {
  try {
    await client.callerIds({ orgId, brandId }).delete({ id: NOBODY, etag: randomUUID() });
  } catch (error) {
    if (error instanceof Forbidden) return ok("read-only");
    const isRefused =
      error instanceof CallmarkError && (error.status ?? 0) >= 400 && (error.status ?? 0) < 500;
    if (!isRefused) throw error;
  }
  return ok("read-write");
}

/** Is the brand there, and published? */
export async function checkBrand({ client, orgId, brandId }: Place): Promise<Found> {
  if (brandId === undefined) {
    return skipped("none is named", "Keep one for commands that name none: callmark login --brand ID");
  }
  try {
    return foundBrand(await client.brands({ orgId }).get(brandId));
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    return failed(
      `${brandId} is not there, or not shared with the account`,
      "callmark brands list shows those that are there; callmark login --brand ID keeps another",
    );
  }
}

function foundBrand(brand: Brand): Found {
  const named = [shownName(brand), `(${brand.id})`].filter(Boolean).join(" ");
  if (brand.state === "PUBLISHED") return ok(`${named} is published`);
  return failed(
    `${named} is ${brand.state}`,
    brand.state === "SUBMITTED" || brand.state === "PROCESSING"
      ? "Its numbers can be shown once it is published: wait for its review"
      : `See why, mend it and send it again: callmark feedback --resource ${brand.id}`,
  );
}

/** Has the brand a logo that is published? */
export async function checkLogo({ client, orgId, brandId }: Place): Promise<Found> {
  if (brandId === undefined) return skipped("no brand is named");
  const where = and(eq("brandAssetDetails.intent", "PLACECARD_LOGO"), eq("state", "PUBLISHED"));
  const logo = await client.brandAssets({ orgId, brandId }).list({ where, limit: 1 }).first();
  if (logo !== undefined) return ok("published");
  return failed(
    "the brand has none that is published",
    "Give it one: callmark assets create --intent PLACECARD_LOGO --image logo.png",
  );
}

/** Do others share brands with the organization, or does the account act for another's? */
export async function checkDelegation({ client, orgId }: Place): Promise<Found> {
  try {
    const total = await client.delegatedBrands({ orgId }).list().total();
    return ok(`${counted(total, "brand")} of others shared with ${orgId}`);
  } catch (error) {
    if (!(error instanceof Forbidden || error instanceof NotFound)) throw error;
    return ok(`the account acts for ${orgId} as a partner`);
  }
}
