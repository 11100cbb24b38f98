/** What went wrong, in general. */
export const problems = {
  connectionLost: "The registry did not answer. Check the connection; what you see may be out of date.",
  away: (status: number | undefined) =>
    `The registry cannot answer at the moment (${status}). Try again in a while; if it lasts, tell whoever runs it.`,
  partLost:
    "A part of the console did not load. Check the connection; if the console was updated meanwhile, reload this page.",
  page: {
    title: "This page could not be shown",
    lead: "Try again. Should it happen once more, this is what to tell whoever runs the registry:",
  },
  withRequest: (message: string, requestId: string) => `${message} (request ${requestId})`,
} as const;
