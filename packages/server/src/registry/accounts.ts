import type { Permission } from "@callmark/contract";
import type { AccessChanged, Account, Collection, Grant, NewAccount } from "./store.ts";

/** Does an account with this permission act for an org? Else its `orgId` is "". */
export function actsForOrg(permission: Permission): boolean {
  return permission === "read-only" || permission === "read-write";
}

/** What the registry asks of a database about organizations, their accounts and tokens; see `StoreOperations`. */
export interface AccountOperations {
  findGrant(input: { tokenHash: string }): Promise<Grant | undefined>;
  /** The account's secret hash, to be compared in constant time, with what a token for it needs. */
  findAccount(input: { clientId: string }): Promise<(Account & { readonly secretHash: string }) | undefined>;
  /**
   * False where the account was removed in the meantime, or has no longer the secret that was proved (`secretHash`,
   * where one was).
   */
  addToken(input: {
    tokenHash: string;
    clientId: string;
    secretHash?: string;
    now: number;
    expires: number;
  }): Promise<boolean>;

  /** What is known of an org beside its id. */
  describeOrg(input: {
    readonly orgId: string;
    readonly accessRevision: number;
  }): Promise<AccessChanged | { readonly outcome: "described"; readonly legalName?: string }>;
  /** Accounts of a new org are added with it; one that is there gets none. */
  addOrg(input: {
    orgId: string;
    legalName?: string;
    accounts?: readonly NewAccount[];
    now: number;
  }): Promise<"added" | "exists">;
  /** A brand without details, until an update gives it some. */
  addBrand(input: { orgId: string; brandId: string; now: number }): Promise<"added" | "exists" | "noOrg">;
  /** An operator's act: a brand that is blocked takes no caller IDs. */
  blockBrand(input: { brandId: string; blocked: boolean }): Promise<"done" | "noBrand">;
  /** Does the registry require nothing of a brand unless it is told to, since it is older than their details? */
  isWaived(input: Record<string, never>): Promise<boolean>;
  findBrand(input: { brandId: string }): Promise<Collection | undefined>;
  addAccount(input: NewAccount): Promise<"added" | "exists" | "noOrg">;
  listAccounts(input: { orgId?: string }): Promise<readonly Account[]>;
  /** Gives an account another secret; its tokens end. */
  replaceSecret(input: { clientId: string; secretHash: string }): Promise<"replaced" | "noAccount">;
  removeAccounts(input: { clientId: string } | { demo: true }): Promise<{ readonly removed: number }>;
}
