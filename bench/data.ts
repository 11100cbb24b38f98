import { hashSecret } from "../packages/server/src/access/secrets.ts";
import { generateCallerIds } from "../packages/server/src/admin/generate.ts";
import type { Store } from "../packages/server/src/registry/store.ts";
import { openStore } from "../packages/server/src/store/open.ts";

export const ORG = "1000000000000000001";
export const CLIENT = { id: "bench", secret: "bench-secret" };

export const brandId = (index: number): string => String(2_000_000_000_000_000_000n + BigInt(index));

const now = Date.parse("2026-01-01T00:00:00Z");

/** The bench's organization, with the account that it asks by. */
export async function addAccount(store: Store): Promise<void> {
  await store.addOrg({ orgId: ORG, now });
  await store.addAccount({
    clientId: CLIENT.id,
    orgId: ORG,
    permission: "read-write",
    secretHash: hashSecret(CLIENT.secret),
    demo: false,
    created: now,
  });
}

/** A registry of `brands` with `each` caller IDs, as the program itself generates them; the same for the same numbers. */
export async function buildRegistry(file: string, brands: number, each: number): Promise<void> {
  await using store = await openStore(`file:${file}`);
  await addAccount(store);
  // One more than is filled: the brand that creates go to.
  await store.addBrand({ orgId: ORG, brandId: brandId(brands), now });
  for (let index = 0; index < brands; index += 1) {
    await store.addBrand({ orgId: ORG, brandId: brandId(index), now });
    await generateCallerIds(store, {
      brand: brandId(index),
      count: each,
      seed: `bench ${index}`,
      maximum: each,
      countries: ["US"],
    });
  }
}
