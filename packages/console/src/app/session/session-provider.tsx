import { CallmarkClient } from "@callmark/client";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { hasPages, type PagedAccount, type Session, SessionContext } from "../../shared/session/session.ts";
import { endSession } from "../../shared/session/session-end.ts";
import { overPage, part } from "../../shared/ui/part.tsx";
import { dropToasts } from "../../shared/ui/toast.ts";
import { session as texts } from "../../texts/session.ts";
import type { Prefilled } from "./fragment.ts";
import { SignIn } from "./sign-in.tsx";
import { Vault } from "./vault.ts";

/** How long before the end of a token its secret is asked for again, in milliseconds. */
const ASKED_BEFORE = 180_000;
/** How long before the end a new token is fetched: after the client has begun to renew, a minute before. */
const RENEWED_BEFORE = 50_000;

const SecretAgain = part(
  () => import("./secret-again.tsx").then(({ SecretAgain }) => SecretAgain),
  overPage(({ urgent, onLater }) => (urgent ? undefined : onLater)),
);

interface Held {
  readonly client: CallmarkClient;
  readonly vault: Vault;
  readonly account: PagedAccount;
  /** When the token ends, in milliseconds since 1970. */
  readonly expires: number;
}

export interface SessionProviderProps {
  readonly prefilled: Prefilled | undefined;
  readonly children: ReactNode;
}

/** Shows the pages to who has signed in, and the sign-in to everybody else. */
export function SessionProvider({ prefilled, children }: SessionProviderProps) {
  const [held, setHeld] = useState<Held>();
  const [asked, setAsked] = useState<"no" | "soon" | "now">("no");
  const [filled, setFilled] = useState(prefilled);
  /** Whose session it is: what another one began must not reach it. */
  const current = useRef<CallmarkClient>(undefined);
  const queries = useQueryClient();

  const signIn = useCallback(async (clientId: string, secret: string) => {
    const vault = new Vault(secret, () => {
      if (current.current === client) setAsked("now");
    });
    const client = newClient(clientId, () => vault.take());
    const account = await client.account();
    if (!hasPages(account)) throw new Error(texts.noPages);
    // By this machine's clock, which need not be the registry's.
    const { expires } = await client.accessToken();
    // What was said between two sessions was said to the one before.
    dropToasts();
    current.current = client;
    setFilled(undefined);
    setHeld({ client, vault, account, expires });
  }, []);

  const signOut = useCallback(() => {
    endSession();
    dropToasts();
    current.current = undefined;
    held?.vault.forget();
    setHeld(undefined);
    setAsked("no");
    queries.clear();
  }, [queries, held]);

  /** Fetches the next token; the client asks by itself where nobody has typed the secret yet. */
  const renew = useCallback(async (client: CallmarkClient) => {
    try {
      const { expires } = await client.accessToken();
      setHeld((now) => (now?.client === client ? { ...now, expires } : now));
    } catch {
      if (current.current === client) setAsked("now");
    }
  }, []);

  useEffect(() => {
    if (held === undefined) return;
    const { client, expires } = held;
    const ask = setTimeout(
      () => setAsked((now) => (now === "no" ? "soon" : now)),
      expires - ASKED_BEFORE - Date.now(),
    );
    const renewal = setTimeout(() => void renew(client), expires - RENEWED_BEFORE - Date.now());
    return () => {
      clearTimeout(ask);
      clearTimeout(renewal);
    };
  }, [held, renew]);

  const session = useMemo((): Session | undefined => {
    if (held === undefined) return undefined;
    const { client, account } = held;
    return { client, account, canWrite: account.permission === "read-write", signOut };
  }, [held, signOut]);

  if (held === undefined || session === undefined) return <SignIn prefilled={filled} onSignIn={signIn} />;
  return (
    <SessionContext value={session}>
      {children}
      {asked !== "no" && (
        <SecretAgain
          clientId={held.account.clientId}
          expires={held.expires}
          urgent={asked === "now"}
          onLater={() => setAsked("no")}
          onSignOut={signOut}
          onSecret={async (secret) => {
            // With a client of its own: a wrong secret must not reach the one that the pages work with.
            await newClient(held.account.clientId, () => secret).account();
            held.vault.give(secret);
            setAsked("no");
            if (asked === "now") void renew(held.client);
          }}
        />
      )}
    </SessionContext>
  );
}

function newClient(clientId: string, clientSecret: () => string | Promise<string>): CallmarkClient {
  return new CallmarkClient({
    baseUrl: window.location.origin,
    clientId,
    clientSecret,
    // The pages came over it already.
    allowPlainHttp: true,
  });
}
