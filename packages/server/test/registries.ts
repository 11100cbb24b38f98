import type { Permission, SubmittedCallerIdDetails } from "@callmark/contract";
import fc from "fast-check";
import { hashSecret } from "../src/access/secrets.ts";
import { isInReview } from "../src/registry/review-states.ts";
import type { Given, Store } from "../src/registry/store.ts";
import { rows } from "./arbitraries.ts";
import { given, NOW, outcome, requests, reviewed } from "./requests.ts";
import { freshId, freshNumber } from "./worlds.ts";

/** A registry with all that one may have in it. */
export interface RandomRegistry {
  readonly orgs: readonly {
    readonly created: number;
    readonly accounts: readonly {
      readonly permission: Permission;
      readonly demo: boolean;
      readonly tokens: number;
    }[];
    readonly brands: readonly (readonly { readonly given: Given; readonly falls: boolean }[])[];
  }[];
}

/** Some caller IDs fall back from the state that they are given, so that a former version of them stays in force. */
const brand = rows(0, 12).chain((all) =>
  fc
    .array(fc.boolean(), { minLength: all.length, maxLength: all.length })
    .map((falling) => all.map((one, index) => ({ given: one, falls: falling[index] === true }))),
);
const account = fc.record({
  permission: fc.constantFrom("read-write" as const, "read-only" as const),
  demo: fc.boolean(),
  tokens: fc.nat({ max: 2 }),
});

export const randomRegistry: fc.Arbitrary<RandomRegistry> = fc.record({
  orgs: fc.array(
    fc.record({
      created: fc.nat({ max: NOW }),
      accounts: fc.array(account, { maxLength: 2 }),
      brands: fc.array(brand, { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
});

let last = 0;

/** Gives a registry what a random one has, each number and id its own. */
export async function fill(store: Store, { orgs }: RandomRegistry): Promise<void> {
  for (const { created, accounts, brands } of orgs) {
    const orgId = freshId();
    await store.addOrg({ orgId, now: created });
    for (const { tokens, ...one } of accounts) {
      last += 1;
      const clientId = `account-${last}`;
      await store.addAccount({ ...one, clientId, orgId, created, secretHash: hashSecret(clientId) });
      for (let token = 0; token < tokens; token += 1) {
        const tokenHash = hashSecret(`${clientId} ${token}`);
        await store.addToken({ tokenHash, clientId, now: NOW, expires: NOW + token });
      }
    }
    for (const resources of brands) await fillBrand(store, orgId, resources);
  }
}

async function fillBrand(
  store: Store,
  orgId: string,
  all: RandomRegistry["orgs"][number]["brands"][number],
): Promise<void> {
  const collection = { orgId, parentId: freshId() };
  const ask = requests(collection);
  await store.addBrand({ orgId, brandId: collection.parentId, now: NOW });
  const own = all.map(({ given: one, falls }) => {
    const { id, details, ...envelope } = one;
    const { department } = details as { department?: string };
    const more = { ...envelope, ...(department !== undefined && { department }) };
    return { given: given(freshNumber(), { ...more, id: freshId() }), falls };
  });
  await store.insert(ask.insert(...own.map((one) => one.given)));
  for (const { given: one, falls } of own) {
    if (!falls || one.state === "DELETED") continue;
    if (one.state === "PUBLISHED") {
      // What was published stays in force while its next version falls.
      const put = ask.update(one.id, one.details as SubmittedCallerIdDetails, { now: one.updated });
      const { etag } = outcome("updated", await store.update(put));
      outcome("changed", await reviewed(store, ask.step({ id: one.id, etag }, "REJECTED", one.updated)));
    } else if (isInReview(one.state)) {
      outcome("changed", await reviewed(store, ask.step(one, "REJECTED", one.updated)));
    }
  }
}
