/** What went wrong, in general. */
export const problems = {
  connectionLost: "The registry did not answer. Check the connection; what you see may be out of date.",
  withRequest: (message: string, requestId: string) => `${message} (request ${requestId})`,
} as const;
