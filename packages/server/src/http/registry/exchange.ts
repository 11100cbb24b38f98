import type { IncomingMessage } from "node:http";
import type { Collection, Grant } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import type { Deps } from "../exchange.ts";

/** What the parameters of a path may be called. */
export type Name = "orgId" | "brandId" | "collection" | "id" | "webhookId" | "eventId" | "phoneNumber";

/** A request to the registry's own API, let in by the steps before it. */
export interface RegistryExchange {
  readonly deps: Deps;
  /** What the path names; "" where it does not. */
  readonly names: Readonly<Record<Name, string>>;
  /** The path as it is printed. */
  readonly path: string;
  readonly rawQuery: string;
  readonly raw: IncomingMessage;
}

/** One operation of the registry's own API. */
export interface RegistryEndpoint<Input = unknown> {
  /** Does it need a read-write account? */
  readonly writes: boolean;
  /** Step 8 of the order of checks; it throws what is wrong with the request by itself. */
  read(exchange: RegistryExchange): Input;
  /** Steps 5 and 9, in one transaction of the store. */
  run(exchange: RegistryExchange, input: Input, grant: Grant): Promise<Answer>;
}

/** Keeps the input's type between `read` and `run`, and forgets it outside. */
export function endpoint<Input>(described: RegistryEndpoint<Input>): RegistryEndpoint {
  return described as RegistryEndpoint;
}

/** What every read carries to the store: the brand, and on whose behalf. */
export function inBrand(
  { names: { orgId, brandId } }: Pick<RegistryExchange, "names">,
  { orgId: own, accessRevision }: Grant,
): { readonly collection: Collection; readonly accessRevision: number; readonly partnerId?: string } {
  return {
    collection: { orgId, parentId: brandId },
    accessRevision,
    ...(own !== orgId && { partnerId: own }),
  };
}
