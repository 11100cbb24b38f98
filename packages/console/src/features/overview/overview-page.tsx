import { useRefreshOnEvents } from "../../shared/live/use-refresh.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { Page } from "../../shared/ui/page.tsx";
import { PageBody } from "../../shared/ui/page-body.tsx";
import { overview as texts } from "../../texts/overview.ts";
import { FirstSteps } from "./first-steps.tsx";
import { GrowthCard } from "./growth-card.tsx";
import { NewestCard } from "./newest-card.tsx";
import styles from "./overview-page.module.css";
import { StatesCard } from "./states-card.tsx";

export interface OverviewPageProps {
  readonly place: BrandPlace;
  /** The brand's name, where it has one. */
  readonly name: string | undefined;
}

/** How a brand is doing: its caller IDs by state and over time, and what happened lately. */
export function OverviewPage({ place, name }: OverviewPageProps) {
  useRefreshOnEvents(place.orgId, [["overview", place.brandId]]);
  return (
    <Page title={texts.title} aside={name}>
      <PageBody width="wide">
        <FirstSteps place={place} />
        <div className={styles.plots}>
          <StatesCard place={place} />
          <GrowthCard place={place} />
        </div>
        <NewestCard place={place} />
      </PageBody>
    </Page>
  );
}
