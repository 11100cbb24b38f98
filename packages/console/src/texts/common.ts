/** What several pages say. */
export const common = {
  product: "callmark",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  retry: "Try again",
  dismiss: "Dismiss",
  loading: "Loading",
  none: "None",
  copy: (what: string) => `Copy ${what}`,
  copied: (what: string) => `Copied ${what}`,
} as const;
