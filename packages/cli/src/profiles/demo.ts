import type { Profile } from "./profiles.ts";

/** The name of the profile that is there without a login. */
export const DEMO = "demo";

/** Where `callmark serve --demo` is, unless told otherwise. */
export const DEFAULT_BASE_URL = "http://127.0.0.1:8080";

/** The account of `callmark serve --demo`, with its organization and its brand. */
export const DEMO_PROFILE: Profile & { readonly orgId: string; readonly brandId: string } = {
  baseUrl: DEFAULT_BASE_URL,
  clientId: "demo",
  orgId: "9467895078742654934",
  brandId: "9467895078742654921",
};

/** As public as the demo itself, which is served on loopback addresses alone. */
export const DEMO_SECRET = "demo-secret";
