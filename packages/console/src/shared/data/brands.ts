import type { Brand, CallmarkClient } from "@callmark/client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { common } from "../../texts/common.ts";
import type { BrandPlace } from "../session/place.ts";
import { useSession } from "../session/session.ts";

/** A brand as the console lists it: one of the account's own organization, or one that another shares with it. */
export interface KnownBrand {
  readonly orgId: string;
  readonly brandId: string;
  /** What a call shows; absent while nobody has described the brand. */
  readonly name?: string;
  readonly state: string;
  /** Who shares it; absent for one's own. */
  readonly sharedBy?: string;
}

/** The name that a call shows: the primary one, else the first. */
export function displayNameOf(details: unknown): string | undefined {
  const { displayNames = [] } = details as Partial<Extract<Brand["brandDetails"], { displayNames: unknown }>>;
  return (displayNames.find(({ primary }) => primary) ?? displayNames[0])?.name;
}

/** What a brand is called among others; one that nobody has described by its id. */
export function calledAmongOthers({ brandId, name }: Pick<KnownBrand, "brandId" | "name">): string {
  return name ?? common.unnamedBrandOf(brandId);
}

/** Every brand that the account may see, its own first. */
export function knownBrands(client: CallmarkClient, orgId: string | undefined) {
  return queryOptions({
    queryKey: ["known-brands", orgId],
    staleTime: 60_000,
    enabled: orgId !== undefined,
    queryFn: async ({ signal }): Promise<readonly KnownBrand[]> => {
      if (orgId === undefined) return [];
      const [own, shared] = await Promise.all([
        Array.fromAsync(client.brands({ orgId }).list({ limit: 1000, signal })),
        Array.fromAsync(client.delegatedBrands({ orgId }).list({ limit: 1000, signal })),
      ]);
      return [
        ...own.map((brand) => known(brand)),
        ...shared.map((brand) => ({
          ...known(brand),
          sharedBy: brand.brandDetails.orgDetails.orgLegalName ?? brand.brandDetails.orgDetails.orgId,
        })),
      ];
    },
  });
}

function known({
  orgId,
  id,
  state,
  brandDetails,
}: Pick<Brand, "orgId" | "id" | "state"> & { brandDetails: unknown }) {
  const name = displayNameOf(brandDetails);
  return { orgId, brandId: id, state, ...(name !== undefined && { name }) };
}

/** Every brand that the account may see. */
export function useKnownBrands() {
  const { client, account } = useSession();
  return useQuery(knownBrands(client, account.orgId));
}

/** A brand as it is now. */
export function brandQuery(client: CallmarkClient, { orgId, brandId }: BrandPlace) {
  return queryOptions({
    queryKey: ["brand", brandId],
    staleTime: 5_000,
    queryFn: ({ signal }) => client.brands({ orgId }).get(brandId, { signal }),
  });
}

/** The name that a call of a brand shows; `null` where it has none. */
export function brandNameQuery(client: CallmarkClient, place: BrandPlace) {
  return queryOptions({
    ...brandQuery(client, place),
    staleTime: 60_000,
    select: ({ brandDetails }) => displayNameOf(brandDetails) ?? null,
  });
}

/** The category by which the registry judges what a brand may show; `null` where nobody has described the brand. */
export function brandCategoryQuery(client: CallmarkClient, place: BrandPlace) {
  return queryOptions({
    ...brandQuery(client, place),
    select: ({ brandDetails }) => brandDetails.categories?.[0] ?? null,
  });
}
