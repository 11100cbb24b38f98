import type { Notification } from "@callmark/client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { useState } from "react";
import { useKnownBrands } from "../../shared/data/brands.ts";
import { useNow } from "../../shared/hooks/use-now.ts";
import { useRefreshOnEvents } from "../../shared/live/use-refresh.ts";
import { useResourceNames } from "../../shared/notices/resource-names.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { classes } from "../../shared/ui/classes.ts";
import { EmptyState } from "../../shared/ui/empty-state.tsx";
import { Failed } from "../../shared/ui/failed.tsx";
import { Segmented } from "../../shared/ui/segmented.tsx";
import { Skeleton } from "../../shared/ui/skeleton.tsx";
import { events as texts } from "../../texts/events.ts";
import { type Kind, noticesQuery, type Range } from "./event-queries.ts";
import { NoticeItem } from "./notice-item.tsx";
import styles from "./timeline.module.css";

/** What is looked at: a kind of resource, or, for a partner, what it was told of brands that are shared with it. */
type Shown = Kind | "SHARING";

const KINDS = (Object.entries(texts.kinds) as [Shown, string][]).map(([value, label]) => ({ value, label }));
const KINDS_OF_PARTNER = [...KINDS, { value: "SHARING", label: texts.sharing } as const];
const RANGES = (["week", "month"] as const).map((value) => ({ value, label: texts.ranges[value] }));

/** How long the lines of an outline are, in characters. */
const OUTLINE = [38, 31, 42, 34];

const day = new Intl.DateTimeFormat("en", { weekday: "long", month: "long", day: "numeric" });

export interface TimelineProps {
  /** The brand's owner, under whom reviews are told. */
  readonly orgId: string;
  /** The account's own organization, under which it is told what is shared with it. */
  readonly own: string;
}

/** What happened to an organization's resources, by day, newest first. */
export function Timeline({ orgId: owner, own }: TimelineProps) {
  const { client } = useSession();
  const [shown, setShown] = useState<Shown>("ALL");
  const [orgId, kind] = shown === "SHARING" ? ([own, "ALL"] as const) : ([owner, shown] as const);
  const [range, setRange] = useState<Range>("week");
  const query = noticesQuery(client, orgId, kind, range);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(query);
  useRefreshOnEvents(orgId, [["notices", orgId]]);
  const { data: brands = [] } = useKnownBrands();
  const now = useNow();
  const notices = data?.pages.flatMap((page) => page.data) ?? [];
  const names = useResourceNames(notices);
  const days = Map.groupBy(notices, ({ createdDate }) => dayOf(createdDate, now));
  return (
    <>
      <div className={styles.filters}>
        <Segmented
          aria-label={texts.kind}
          value={shown}
          onChange={setShown}
          choices={own === owner ? KINDS : KINDS_OF_PARTNER}
        />
        <Segmented aria-label={texts.range} value={range} onChange={setRange} choices={RANGES} />
      </div>
      {data === undefined && error === null && <Outline />}
      {error !== null && data === undefined && (
        <Failed title={texts.failed} error={error} onRetry={refetch} />
      )}
      {data !== undefined && notices.length === 0 && (
        <EmptyState icon={<Activity size={20} />} title={texts.empty.title}>
          {texts.empty.text}
        </EmptyState>
      )}
      {[...days].map(([label, ofDay]) => (
        <section key={label} className={styles.day}>
          <h2 className={styles.date}>{label}</h2>
          <ul className={styles.list}>
            {ofDay.map((notice: Notification) => {
              const { resourceId, brandId } = notice.resourceDetails;
              const brand = brands.find((each) => each.brandId === brandId);
              return (
                <li key={notice.id} className={styles.item}>
                  <NoticeItem
                    orgId={orgId}
                    notice={notice}
                    name={names.get(resourceId)}
                    owner={brand?.orgId}
                    brandName={brand?.name}
                  />
                </li>
              );
            })}
          </ul>
        </section>
      ))}
      {hasNextPage && (
        <div className={styles.more}>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {texts.older}
          </Button>
        </div>
      )}
    </>
  );
}

/** Stands for the first page of them. */
function Outline() {
  return (
    <div className={styles.day} aria-hidden>
      <ul className={styles.list}>
        {OUTLINE.map((width) => (
          <li key={width} className={classes(styles.item, styles.outline)}>
            <Skeleton width={width} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function dayOf(value: string, now: number): string {
  const label = (instant: number | Date) => day.format(instant);
  const said = label(new Date(value));
  if (said === label(now)) return texts.today;
  return said === label(now - 86_400_000) ? texts.yesterday : said;
}
