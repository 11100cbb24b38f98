import type { Webhook } from "@callmark/client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Card } from "../../shared/ui/card.tsx";
import { DateText } from "../../shared/ui/date-text.tsx";
import { FailedLine } from "../../shared/ui/failed-line.tsx";
import { Skeleton } from "../../shared/ui/skeleton.tsx";
import { events } from "../../texts/events.ts";
import { DeliveryItem } from "./delivery-item.tsx";
import { deliveriesQuery } from "./event-queries.ts";
import styles from "./webhook-card.module.css";

const { webhooks: texts } = events;

/** A webhook, and what it was told. */
export function WebhookCard({ webhook }: { readonly webhook: Webhook }) {
  const { client } = useSession();
  const { orgId, id, url, types, environment, createdDate } = webhook;
  const query = deliveriesQuery(client, orgId, id);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(query);
  const deliveries = data?.pages.flatMap((page) => page.data);
  const isAll = types.length === Object.keys(texts.types).length;
  return (
    <Card flush title={<span className={styles.url}>{url}</span>}>
      <p className={styles.about}>
        {texts.told} {isAll ? texts.all : types.map((type) => texts.types[type].toLowerCase()).join(", ")} ·{" "}
        {texts.environment.toLowerCase()} {environment} · {texts.added.toLowerCase()}{" "}
        <DateText value={createdDate} />
      </p>
      <h3 className={styles.title}>{texts.deliveries}</h3>
      {error !== null && (
        <div className={styles.none}>
          <FailedLine error={error} onRetry={refetch} />
        </div>
      )}
      {deliveries === undefined && error === null && (
        <p className={styles.none}>
          <Skeleton width={28} />
        </p>
      )}
      {deliveries?.length === 0 && <p className={styles.none}>{texts.none}</p>}
      <ul>
        {deliveries?.map((delivery) => (
          <li key={delivery.eventId} className={styles.item}>
            <DeliveryItem webhook={webhook} delivery={delivery} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div className={styles.more}>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {events.older}
          </Button>
        </div>
      )}
    </Card>
  );
}
