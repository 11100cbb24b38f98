import type { Image, Picture } from "./images.ts";
import type { Given, NewAccount } from "./store.ts";

/** An organization with all that it has, as the demo begins with it. */
export interface SeedOrg {
  readonly orgId: string;
  readonly legalName?: string;
  readonly accounts: readonly NewAccount[];
  readonly images?: readonly { readonly image: Image; readonly pictures: readonly Picture[] }[];
  readonly brands: readonly SeedBrand[];
}

export interface SeedBrand {
  readonly brandId: string;
  /** Without it the brand has no details. */
  readonly brand?: Omit<Given, "id">;
  readonly assets?: readonly Given[];
  readonly callerIds: readonly Given[];
  /** The partners that it is shared with. */
  readonly partnerIds?: readonly string[];
}
