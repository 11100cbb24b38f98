import { NotFound } from "@callmark/client";
import { readId, readIdOrNumber } from "../values.ts";
import type { AnyResource, Collection, Noun } from "./noun.ts";

/** What was named is not there. */
export class NoSuch extends Error {
  override readonly name = "NoSuch";
}

/** What reads the argument that names one: an id, or where the kind is known by it a number, too. */
export function readerOf<Resource extends AnyResource, Details, FilterOptions, DetailOptions>({
  filterOf,
}: Noun<Resource, Details, FilterOptions, DetailOptions>): (text: string) => string {
  return filterOf === undefined ? readId : readIdOrNumber;
}

/** What is an id by its digits, but more likely a number that was written without its `+`. */
const LIKE_A_NUMBER = /^[0-9]{7,15}$/;

/** Finds one by its id, or by what else the kind is known by. Throws `NoSuch`, and what the client throws. */
export async function find<Resource extends AnyResource, Details>(
  noun: Pick<Noun<Resource, Details>, "filterOf" | "one">,
  collection: Collection<Resource, Details>,
  reference: string,
): Promise<Resource> {
  const filter = noun.filterOf?.(reference);
  if (filter === undefined) {
    return collection.get(reference).catch((error: unknown) => {
      const isMeantAsNumber = noun.filterOf !== undefined && LIKE_A_NUMBER.test(reference);
      if (!(error instanceof NotFound && isMeantAsNumber)) throw error;
      throw new NoSuch(`There is no ${noun.one} ${reference} in this brand; a number begins with +`);
    });
  }
  const found = await collection.list({ where: String(filter), limit: 1 }).first();
  if (found === undefined) throw new NoSuch(`There is no ${noun.one} ${reference} in this brand`);
  return found;
}
