import type { Account, CallmarkClient } from "@callmark/client";
import { createContext, use } from "react";

/** What every page works with once somebody has signed in. Lives in memory, and ends with the page. */
export interface Session {
  readonly client: CallmarkClient;
  readonly account: Account;
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
