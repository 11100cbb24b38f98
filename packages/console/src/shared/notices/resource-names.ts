import { type CallmarkClient, isIn, type Notification } from "@callmark/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KnownBrand, useKnownBrands } from "../data/brands.ts";
import { phoneNumber } from "../format/phone-number.ts";
import { useSession } from "../session/session.ts";

/** Ids that are asked for in one filter. */
const AT_ONCE = 150;

const NONE: ReadonlyMap<string, string> = new Map();

/** What the resources of notices are called, by their ids: a brand's name, a caller ID's number. */
export function useResourceNames(notices: readonly Notification[]): ReadonlyMap<string, string> {
  const { client, account } = useSession();
  const { data: brands = [] } = useKnownBrands();
  const wanted = new Map<string, Set<string>>();
  for (const { resourceDetails } of notices) {
    if (resourceDetails.resourceType !== "BUSINESS_CALLER_ID") continue;
    const ids = wanted.get(resourceDetails.brandId) ?? new Set();
    wanted.set(resourceDetails.brandId, ids.add(resourceDetails.resourceId));
  }
  const asked = [...wanted].map(([brandId, ids]) => ({
    orgId: brands.find((brand) => brand.brandId === brandId)?.orgId ?? account.orgId ?? "",
    brandId,
    ids: [...ids].toSorted(),
  }));
  const { data: numbers = NONE } = useQuery({
    queryKey: ["resource-names", asked],
    staleTime: 300_000,
    placeholderData: keepPreviousData,
    enabled: asked.length > 0,
    queryFn: () => numbersOf(client, asked),
  });
  return new Map([...numbers, ...namesOf(brands)]);
}

interface AskedIds {
  readonly orgId: string;
  readonly brandId: string;
  readonly ids: readonly string[];
}

async function numbersOf(client: CallmarkClient, asked: readonly AskedIds[]): Promise<Map<string, string>> {
  const numbers = new Map<string, string>();
  for (const { orgId, brandId, ids } of asked) {
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const where = isIn("id", ids.slice(from, from + AT_ONCE));
      const found = client.callerIds({ orgId, brandId }).list({ where, limit: AT_ONCE });
      for await (const { id, callerIdDetails } of found)
        numbers.set(id, phoneNumber(callerIdDetails.phoneNumber));
    }
  }
  return numbers;
}

function namesOf(brands: readonly KnownBrand[]): [string, string][] {
  return brands.flatMap(({ brandId, name }) => (name === undefined ? [] : [[brandId, name]]));
}
