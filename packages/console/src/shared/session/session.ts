import type { Account, CallmarkClient } from "@callmark/client";
import { createContext, use } from "react";

/** An account that there are pages for. */
export type PagedAccount = Account & { readonly permission: Exclude<Account["permission"], "look-up"> };

/** Is there anything here for an account? One for look-ups sees nothing but answers to them. */
export function hasPages(account: Account): account is PagedAccount {
  return account.permission !== "look-up";
}

/** What every page works with once somebody has signed in. Lives in memory, and ends with the page. */
export interface Session {
  readonly client: CallmarkClient;
  readonly account: PagedAccount;
  /** May it change anything? Where not, no control that writes is shown. */
  readonly canWrite: boolean;
  readonly signOut: () => void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** The session of who is signed in; only below the sign-in. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error("Nobody is signed in");
  return session;
}
