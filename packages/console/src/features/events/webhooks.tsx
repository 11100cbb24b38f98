import { useQuery } from "@tanstack/react-query";
import { Webhook as WebhookIcon } from "lucide-react";
import { useSession } from "../../shared/session/session.ts";
import { EmptyState } from "../../shared/ui/empty-state.tsx";
import { Failed } from "../../shared/ui/failed.tsx";
import { events } from "../../texts/events.ts";
import { webhooksQuery } from "./event-queries.ts";
import { WebhookCard } from "./webhook-card.tsx";
import styles from "./webhooks.module.css";

const { webhooks: texts } = events;

/** The webhooks of an organization, each with what it was told. */
export function Webhooks({ orgId }: { readonly orgId: string }) {
  const { client } = useSession();
  const { data, error, refetch } = useQuery(webhooksQuery(client, orgId));
  if (error !== null && data === undefined) {
    return <Failed title={texts.failed} error={error} onRetry={refetch} />;
  }
  if (data?.length === 0) {
    return (
      <EmptyState icon={<WebhookIcon size={20} />} title={texts.empty.title}>
        {texts.empty.text}
      </EmptyState>
    );
  }
  return (
    <div className={styles.list}>
      {data?.map((webhook) => (
        <WebhookCard key={webhook.id} webhook={webhook} />
      ))}
    </div>
  );
}
