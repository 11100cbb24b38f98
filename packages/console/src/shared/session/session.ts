import type { CallmarkClient } from "@callmark/client";
import { createContext, use } from "react";

/** Who is signed in. */
export interface Account {
  readonly clientId: string;
  /** Absent for a reviewer, who belongs to no organization. */
  readonly orgId?: string;
  readonly orgLegalName?: string;
  readonly permission: "read-only" | "read-write" | "reviewer";
  /** RFC 3339: when its token ends. */
  readonly expiresAt: string;
}

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
