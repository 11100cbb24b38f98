import { useQuery } from "@tanstack/react-query";
import { CloudAlert, Webhook as WebhookIcon } from "lucide-react";
import { sayProblem } from "../../shared/format/problem.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { EmptyState } from "../../shared/ui/empty-state.tsx";
import { common } from "../../texts/common.ts";
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
    return (
      <EmptyState
        icon={<CloudAlert size={20} />}
        title={texts.failed}
        actions={<Button onClick={() => void refetch()}>{common.retry}</Button>}
      >
        {sayProblem(error)}
      </EmptyState>
    );
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
