import { hashSecret } from "../packages/server/src/access/secrets.ts";
import { generateCallerIds } from "../packages/server/src/admin/generate.ts";
import type { NewAccount, Store } from "../packages/server/src/registry/store.ts";
import { openStore } from "../packages/server/src/store/open.ts";
import { publishedBrands } from "./published.ts";

export const ORG = "1000000000000000001";
export const CLIENT = { id: "bench", secret: "bench-secret" };
/** The account of a telephone system. */
export const TELEPHONY = { id: "bench-telephony", secret: "bench-telephony-secret" };

export const brandId = (index: number): string => String(2_000_000_000_000_000_000n + BigInt(index));

const now = Date.parse("2026-01-01T00:00:00Z");

/** The account that the bench asks by, or that of its telephone system. */
export function newAccount(of: typeof CLIENT = CLIENT): NewAccount {
  return {
    clientId: of.id,
    secretHash: hashSecret(of.secret),
    demo: false,
    created: now,
    ...(of === TELEPHONY ? { orgId: "", permission: "look-up" } : { orgId: ORG, permission: "read-write" }),
  };
}

/** The bench's organization, with the account that it asks by. */
export async function addAccount(store: Store): Promise<void> {
  await store.addOrg({ orgId: ORG, now });
  await store.addAccount(newAccount());
}

/** A registry of `brands` with `each` caller IDs, as the program itself generates them; the same for the same numbers. */
export async function buildRegistry(file: string, brands: number, each: number): Promise<void> {
  await using store = await openStore(`file:${file}`);
  // One more than is filled: the brand that creates go to.
  const all = Array.from({ length: brands + 1 }, (_, index) => brandId(index));
  const org = { orgId: ORG, accounts: [newAccount()], ...publishedBrands(ORG, all, now) };
  await store.seed({ orgs: [org], now });
  await store.addAccount(newAccount(TELEPHONY));
  for (let index = 0; index < brands; index += 1) {
    await generateCallerIds(store, {
      brand: brandId(index),
      count: each,
      seed: `bench ${index}`,
      maximum: each,
      countries: ["US"],
    });
  }
}
