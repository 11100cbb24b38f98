import { accounts, brands, orgs, registry, tokens } from "./access-parts.ts";
import { callerIds } from "./caller-ids-part.ts";
import { images, pictures } from "./image-parts.ts";
import type { Part } from "./part.ts";

/** What a dump has, in its order: what a row belongs to stands before it. */
export const PARTS: readonly Part[] = [orgs, brands, accounts, callerIds, images, pictures, tokens, registry];

/** What a dump has not, since it follows from the rest. */
export const DERIVED = ["counts", "numbers"] as const;

/** The parts of a dump that has secrets in it, or not. */
export function partsOf(secrets: boolean): readonly Part[] {
  return secrets ? PARTS : PARTS.filter((part) => !part.isSecret);
}
