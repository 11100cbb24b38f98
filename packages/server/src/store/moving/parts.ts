import { accounts, orgs, registry, tokens } from "./access-parts.ts";
import { images, pictures } from "./image-parts.ts";
import type { Part } from "./part.ts";
import { brandAssets, brands, callerIds } from "./resource-parts.ts";
import { delegations, events, reviews, versions } from "./review-parts.ts";
import { webhooks } from "./webhooks-part.ts";

/** What a dump has, in its order: what a row belongs to stands before it. */
export const PARTS: readonly Part[] = [
  orgs,
  brands,
  accounts,
  callerIds,
  images,
  pictures,
  delegations,
  brandAssets,
  versions,
  reviews,
  events,
  webhooks,
  tokens,
  registry,
];

/** What a dump has not, since it follows from the rest. */
export const DERIVED = ["counts", "numbers"] as const;

/** What a dump has not, since it is of this database alone: what was told to whom. */
export const STAYING = ["deliveries"] as const;

/** The parts of a dump that has secrets in it, or not. */
export function partsOf(secrets: boolean): readonly Part[] {
  return secrets ? PARTS : PARTS.filter((part) => !part.isSecret);
}
