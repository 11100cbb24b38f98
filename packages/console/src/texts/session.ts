/** Signing in, and staying signed in. */
export const session = {
  title: "Sign in to callmark",
  lead: "Use a service account of your organization.",
  clientId: "Client ID",
  clientSecret: "Client secret",
  submit: "Sign in",
  kept: "The secret and the token stay in this page’s memory and are gone once you close it.",
  refused: "The client ID or the secret is wrong.",
  noPages: "This account looks up who calls, through the API; there are no pages for it.",
  missing: { clientId: "Enter the client ID.", clientSecret: "Enter the client secret." },
  unreachable: "The registry cannot be reached. Check the connection and try again.",
  signOut: "Sign out",
  again: {
    title: "Still there?",
    soon: (account: string, left: string) =>
      `The session of ${account} ends in ${left}. Enter its secret to go on; the page stays as it is.`,
    ended: (account: string) =>
      `The session of ${account} has ended. Enter its secret to go on; the page stays as it is.`,
    submit: "Go on",
    later: "Later",
    refused: "That secret is not the account’s.",
  },
} as const;
