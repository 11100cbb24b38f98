import { type CallmarkClient, isIn, type Notification } from "@callmark/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { assets } from "../../texts/assets.ts";
import { type KnownBrand, useKnownBrands } from "../data/brands.ts";
import { phoneNumber } from "../format/phone-number.ts";
import type { BrandPlace } from "../session/place.ts";
import { useSession } from "../session/session.ts";

/** Ids that are asked for in one filter. */
const AT_ONCE = 150;

const NONE: ReadonlyMap<string, string> = new Map();

/** Resources of one kind in one brand, whose notices have nothing but their ids. */
interface AskedIds extends BrandPlace {
  readonly kind: "BUSINESS_CALLER_ID" | "BRAND_ASSET";
  readonly ids: readonly string[];
}

/** What the resources of notices are called, by their ids: a brand's name, a caller ID's number, what an asset is for. */
export function useResourceNames(notices: readonly Notification[]): ReadonlyMap<string, string> {
  const { client, account } = useSession();
  const { data: brands = [] } = useKnownBrands();
  const asked = askedOf(
    notices,
    (brandId) => brands.find((brand) => brand.brandId === brandId)?.orgId ?? account.orgId ?? "",
  );
  const { data: names = NONE } = useQuery({
    queryKey: ["resource-names", asked],
    staleTime: 300_000,
    placeholderData: keepPreviousData,
    enabled: asked.length > 0,
    queryFn: () => namesOf(client, asked),
  });
  return new Map([...names, ...namesOfBrands(brands)]);
}

function askedOf(notices: readonly Notification[], ownerOf: (brandId: string) => string): AskedIds[] {
  const details = notices.map(({ resourceDetails }) => resourceDetails);
  return (["BUSINESS_CALLER_ID", "BRAND_ASSET"] as const).flatMap((kind) => {
    const ofKind = details.filter(({ resourceType }) => resourceType === kind);
    return [...Map.groupBy(ofKind, ({ brandId }) => brandId)].map(([brandId, ofBrand]) => ({
      kind,
      orgId: ownerOf(brandId),
      brandId,
      ids: [...new Set(ofBrand.map(({ resourceId }) => resourceId))].toSorted(),
    }));
  });
}

async function namesOf(client: CallmarkClient, asked: readonly AskedIds[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const { ids, ...at } of asked) {
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      for await (const [id, name] of named(client, at, ids.slice(from, from + AT_ONCE))) names.set(id, name);
    }
  }
  return names;
}

async function* named(
  client: CallmarkClient,
  { kind, ...place }: Omit<AskedIds, "ids">,
  ids: readonly string[],
): AsyncGenerator<[id: string, name: string]> {
  const query = { where: isIn("id", ids), limit: AT_ONCE };
  switch (kind) {
    case "BUSINESS_CALLER_ID":
      for await (const { id, callerIdDetails } of client.callerIds(place).list(query))
        yield [id, phoneNumber(callerIdDetails.phoneNumber)];
      return;
    case "BRAND_ASSET":
      for await (const { id, brandAssetDetails } of client.brandAssets(place).list(query))
        yield [id, assets.intents[brandAssetDetails.intent]];
  }
}

function namesOfBrands(brands: readonly KnownBrand[]): [string, string][] {
  return brands.flatMap(({ brandId, name }) => (name === undefined ? [] : [[brandId, name]]));
}
