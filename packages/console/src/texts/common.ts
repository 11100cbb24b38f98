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
  /** Of a brand that nobody has described. */
  unnamedBrand: "Unnamed brand",
  /** The same where others like it stand beside it. */
  unnamedBrandOf: (brandId: string) => `Unnamed brand ${brandId}`,
  copy: (what: string) => `Copy ${what}`,
  copied: (what: string) => `Copied ${what}`,
} as const;
