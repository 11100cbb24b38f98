import type { Listing } from "@callmark/client";

/** The first page of a list. */
export async function firstOf<Item>(listing: Listing<Item>): Promise<readonly Item[]> {
  for await (const { data } of listing.pages()) return data;
  return [];
}
