import { CallmarkClient, type ClientOptions } from "@callmark/client";
import type { Store } from "../../packages/server/src/registry/store.ts";
import type { Program } from "../support/program.ts";
import { newWorld, type World } from "../support/world.ts";

/** A new org with a brand, and a client of its account. */
export interface Place {
  readonly client: CallmarkClient;
  readonly world: World;
  readonly orgId: string;
  readonly brandId: string;
}

/** A client of a new org, at the program itself or at what stands before it. */
export async function newPlace(
  program: Pick<Program, "url">,
  store: Store,
  options: Partial<ClientOptions> = {},
): Promise<Place> {
  const world = await newWorld(program, store);
  const { clientId, secret } = world.account;
  const client = new CallmarkClient({ baseUrl: program.url, clientId, clientSecret: secret, ...options });
  const { orgId, brandId } = world.api;
  return { client, world, orgId, brandId };
}

/** Everything that an iterable gives. */
export async function all<Value>(iterable: AsyncIterable<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of iterable) values.push(value);
  return values;
}
