import type { CallmarkClient } from "@callmark/client";
import type { Profile } from "../profiles/profiles.ts";

/**
 * Asks the server whether a profile is as it says, before it is kept: the token, the organization (or the reviews, for
 * an account without one), the brand. Throws what the client throws.
 */
export async function checkProfile(client: CallmarkClient, { orgId, brandId }: Profile): Promise<void> {
  await client.accessToken();
  if (orgId === undefined) {
    await client.reviews().list({ limit: 1 }).first();
    return;
  }
  if (brandId === undefined) await client.brands({ orgId }).list({ limit: 1 }).first();
  else await client.brands({ orgId }).get(brandId);
}
