import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { brandNameQuery } from "../../shared/data/brands.ts";
import { useRefreshOnEvents } from "../../shared/live/use-refresh.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Failed } from "../../shared/ui/failed.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { PageBody } from "../../shared/ui/page-body.tsx";
import { PageSkeleton } from "../../shared/ui/page-skeleton.tsx";
import { assets as texts } from "../../texts/assets.ts";
import { common } from "../../texts/common.ts";
import { AssetCard } from "./asset-card.tsx";
import { assetsQuery } from "./asset-queries.ts";

const INTENTS = ["PLACECARD_LOGO", "COVER_PHOTO"] as const;

/** The logo and the cover photo of a brand. */
export function AssetsPage({ orgId, brandId }: BrandPlace) {
  const { client, canWrite } = useSession();
  const queries = useQueryClient();
  const place = useMemo(() => ({ orgId, brandId }), [orgId, brandId]);
  const { data: assets, error, refetch } = useQuery(assetsQuery(client, place));
  const { data: name } = useQuery(brandNameQuery(client, place));
  const changed = [
    ["assets", brandId],
    ["brand-logo", orgId, brandId],
  ];
  useRefreshOnEvents(orgId, changed);
  return (
    <Page title={texts.title} aside={name}>
      {assets === undefined && error === null && <PageSkeleton />}
      {assets === undefined && error !== null && (
        <Failed title={texts.failed} error={error} onRetry={refetch} />
      )}
      {assets !== undefined && (
        <PageBody>
          {INTENTS.map((intent) => (
            <AssetCard
              key={intent}
              place={place}
              name={name ?? common.unnamedBrand}
              intent={intent}
              asset={assets.find(({ brandAssetDetails }) => brandAssetDetails.intent === intent)}
              mayChange={canWrite}
              onChanged={() => {
                for (const queryKey of changed) void queries.invalidateQueries({ queryKey });
              }}
            />
          ))}
        </PageBody>
      )}
    </Page>
  );
}
