import type { AccessChanged, Collection, NoParent, Position } from "./store.ts";

/** A brand, and the partner that it is shared with. */
export interface Delegated {
  readonly brandId: string;
  readonly partnerId: string;
  /** The operator's name, for those who are told. */
  readonly by: string;
}
export interface Delegation {
  readonly orgId: string;
  readonly brandId: string;
  readonly partnerId: string;
  readonly created: number;
}

/** Whom a brand is shared with. */
export interface Partner {
  readonly orgId: string;
  readonly legalName?: string;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** What the registry asks of a database about delegations; see `StoreOperations`. */
export interface DelegationOperations {
  /** Shares a brand with a partner, or ends that; it holds for the next request on every node. */
  share(
    input: Delegated & { readonly now: number },
  ): Promise<"shared" | "exists" | "noBrand" | "noPartner" | "ownBrand">;
  unshare(input: Delegated & { readonly now: number }): Promise<"ended" | "notShared">;
  listDelegations(input: Record<string, never>): Promise<readonly Delegation[]>;
  /** A page of those that a brand is shared with, in the order of their ids, for the brand's own org. */
  listPartners(input: {
    readonly collection: Collection;
    readonly accessRevision: number;
    readonly limit: number;
    readonly after?: Position;
  }): Promise<
    | AccessChanged
    | NoParent
    | {
        readonly outcome: "partners";
        readonly partners: readonly Partner[];
        readonly more?: Position;
        readonly total: number;
      }
  >;
  /** Does an org share any brand with a partner? */
  isPartner(input: { readonly orgId: string; readonly partnerId: string }): Promise<boolean>;
}
