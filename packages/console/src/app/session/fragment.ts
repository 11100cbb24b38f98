/** What a link to the demo fills the sign-in with. */
export interface Prefilled {
  readonly clientId: string;
  readonly clientSecret: string;
}

const DEMO = /^#demo=([^:]+):(.+)$/;

/**
 * What the fragment of the address fills in; takes it out of the address and of the history at once. A fragment is
 * never sent to a server.
 */
export function readFragment(location: Location, history: History): Prefilled | undefined {
  const [, clientId, clientSecret] = DEMO.exec(location.hash) ?? [];
  if (clientId === undefined || clientSecret === undefined) return undefined;
  history.replaceState(history.state, "", location.pathname + location.search);
  try {
    return { clientId: decodeURIComponent(clientId), clientSecret: decodeURIComponent(clientSecret) };
  } catch {
    // A percent sign that begins no character: no link of ours.
    return undefined;
  }
}
