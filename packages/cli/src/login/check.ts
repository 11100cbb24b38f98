import type { CallmarkClient } from "@callmark/client";
import type { Profile } from "../profiles/profiles.ts";

/**
 * Asks the server whether a profile is as it says, before it is kept: the token, the organization (or what an account
 * without one may do), the brand. Gives what the account is for where it has no organization. Throws what the client
 * throws.
 */
export async function checkProfile(
  client: CallmarkClient,
  { orgId, brandId }: Profile,
): Promise<"look-up" | "reviewer" | undefined> {
  await client.accessToken();
  if (orgId === undefined) {
    const { permission } = await client.account();
    if (permission === "look-up") return permission;
    await client.reviews().list({ limit: 1 }).first();
    return "reviewer";
  }
  if (brandId === undefined) await client.brands({ orgId }).list({ limit: 1 }).first();
  else await client.brands({ orgId }).get(brandId);
  return undefined;
}
