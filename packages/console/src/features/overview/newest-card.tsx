import { useQuery } from "@tanstack/react-query";
import { Link } from "../../shared/navigation/navigation.ts";
import { paths } from "../../shared/navigation/paths.ts";
import { NoticeLine } from "../../shared/notices/notice-line.tsx";
import { useResourceNames } from "../../shared/notices/resource-names.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Card } from "../../shared/ui/card.tsx";
import { FailedLine } from "../../shared/ui/failed-line.tsx";
import { Skeleton } from "../../shared/ui/skeleton.tsx";
import { overview } from "../../texts/overview.ts";
import styles from "./newest-card.module.css";
import { newestQuery } from "./overview-queries.ts";

const { newest: texts } = overview;

const SHOWN = 8;

/** What was decided lately. */
export function NewestCard({ place }: { readonly place: BrandPlace }) {
  const { client } = useSession();
  const { data, error, refetch } = useQuery(newestQuery(client, place, SHOWN));
  const names = useResourceNames(data ?? []);
  return (
    <Card flush title={texts.title} aside={<Link href={paths.brand(place, "events")}>{texts.all}</Link>}>
      {error !== null && (
        <div className={styles.nothing}>
          <FailedLine error={error} onRetry={refetch} />
        </div>
      )}
      {data?.length === 0 && (
        <p className={styles.nothing}>
          {texts.empty} {texts.emptyHint}
        </p>
      )}
      <ul className={styles.list}>
        {data === undefined && error === null
          ? Array.from({ length: 4 }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: outlines are all alike
              <li key={index} className={styles.outline}>
                <Skeleton width={30 + ((index * 5) % 9)} />
              </li>
            ))
          : data?.map((notice) => (
              <li key={notice.id}>
                <NoticeLine
                  notice={notice}
                  orgId={place.orgId}
                  name={names.get(notice.resourceDetails.resourceId)}
                />
              </li>
            ))}
      </ul>
    </Card>
  );
}
