import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { brandQuery, displayNameOf, useKnownBrands } from "../../shared/data/brands.ts";
import { useNarrow } from "../../shared/hooks/use-media.ts";
import { useRefreshOnEvents } from "../../shared/live/use-refresh.ts";
import { useLocation } from "../../shared/navigation/navigation.ts";
import { paths } from "../../shared/navigation/paths.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Failed } from "../../shared/ui/failed.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { PageBody } from "../../shared/ui/page-body.tsx";
import { PageSkeleton } from "../../shared/ui/page-skeleton.tsx";
import { StatePill } from "../../shared/ui/pill.tsx";
import { RemoveDialog } from "../../shared/ui/remove-dialog.tsx";
import { brands as texts } from "../../texts/brands.ts";
import { common } from "../../texts/common.ts";
import { removal } from "../../texts/removal.ts";
import styles from "./details-page.module.css";
import { Editor } from "./editor.tsx";
import { ReadDetails } from "./read-details.tsx";
import { FactsCard, HistoryCard, SharingCard, VersionsCard } from "./side-cards.tsx";
import { Standing } from "./standing.tsx";

/** The details of a brand, what is in force of it, who else has it. */
export function DetailsPage({ orgId, brandId }: BrandPlace) {
  const { client, account, canWrite } = useSession();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const narrow = useNarrow();
  const place = useMemo(() => ({ orgId, brandId }), [orgId, brandId]);
  const { data: brand, error, refetch } = useQuery(brandQuery(client, place));
  const { data: known = [] } = useKnownBrands();
  const [removing, setRemoving] = useState(false);
  useRefreshOnEvents(orgId, [["brand", brandId]]);
  const isOwn = account.orgId === orgId;
  // A partner may change what lies in a brand, and not the brand.
  const mayChange = canWrite && isOwn;
  const name = displayNameOf(brand?.brandDetails ?? {}) ?? common.unnamedBrandOf(brandId);

  const changed = () => {
    for (const key of ["brand", "known-brands"]) void queries.invalidateQueries({ queryKey: [key] });
  };

  const leave = () => {
    changed();
    navigate(paths.brands);
  };

  return (
    <Page
      title={texts.details.title}
      aside={brand !== undefined && <StatePill state={brand.state} />}
      actions={
        mayChange &&
        brand !== undefined && (
          <Button
            icon={<Trash2 size={14} />}
            onClick={() => setRemoving(true)}
            {...(narrow && { square: true, "aria-label": removal.action })}
          >
            {!narrow && removal.action}
          </Button>
        )
      }
    >
      {error !== null && brand === undefined && (
        <Failed title={texts.brandFailed} error={error} onRetry={refetch} />
      )}
      {brand === undefined && error === null && <PageSkeleton />}
      {brand !== undefined && (
        <PageBody width="wide">
          <Standing place={place} brand={brand} />
          <div className={styles.columns}>
            {mayChange ? (
              <Editor place={place} brand={brand} onChanged={changed} onGone={leave} />
            ) : (
              <ReadDetails
                details={brand.brandDetails}
                sharedBy={known.find((each) => each.brandId === brandId)?.sharedBy}
              />
            )}
            <div className={styles.side}>
              <VersionsCard place={place} />
              {isOwn && <SharingCard place={place} />}
              <HistoryCard place={place} />
              <FactsCard brand={brand} />
            </div>
          </div>
          {removing && (
            <RemoveDialog
              name={name}
              text={texts.remove.brand}
              resource={brand}
              remove={(seen) => client.brands({ orgId }).delete(seen)}
              read={() => client.brands({ orgId }).get(brandId)}
              onClose={() => setRemoving(false)}
              onRemoved={leave}
            />
          )}
        </PageBody>
      )}
    </Page>
  );
}
