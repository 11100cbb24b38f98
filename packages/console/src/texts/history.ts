/** The steps of a resource. */
export const history = {
  title: "History",
  none: "No steps are recorded yet.",
  byAccount: (clientId: string) => `by ${clientId}`,
  by: {
    account: "by an account",
    reviewer: "by a reviewer",
    automatic: "by the automatic review",
    operator: "by the operator",
  },
} as const;
