import type { AnyResource, Collection, Noun } from "./noun.ts";

/** What was named is not there. */
export class NoSuch extends Error {
  override readonly name = "NoSuch";
}

/** Finds one by its id, or by what else the kind is known by. Throws `NoSuch`, and what the client throws. */
export async function find<Resource extends AnyResource, Details>(
  noun: Pick<Noun<Resource, Details>, "filterOf" | "one">,
  collection: Collection<Resource, Details>,
  reference: string,
): Promise<Resource> {
  const filter = noun.filterOf?.(reference);
  if (filter === undefined) return collection.get(reference);
  const found = await collection.list({ where: String(filter), limit: 1 }).first();
  if (found === undefined) throw new NoSuch(`There is no ${noun.one} ${reference} in this brand`);
  return found;
}
