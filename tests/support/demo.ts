/** What the demo registry begins with, as far as the tests name it. */
export const DEMO = {
  orgId: "9467895078742654934",
  brandId: "9467895078742654921",
  /** Newest first, as a list shows them. */
  ids: ["9467895078742654966", "9467895078742654419", "9467895078742654203", "9467895078742653987"],
  etag: "5c556a5e-5d47-11ee-863f-325096b39f47",
  other: { orgId: "9467895078742701155", brandId: "9467895078742701262", id: "9467895078742701377" },
} as const;

export const DEMO_SECRET = "demo-secret";
export type DemoAccount = "demo" | "demo-reader" | "demo-other" | "demo-partner" | "demo-reviewer";
