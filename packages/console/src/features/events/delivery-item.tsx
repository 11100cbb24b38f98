import type { Delivery, Webhook } from "@callmark/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { sayProblem } from "../../shared/format/problem.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { CopyButton } from "../../shared/ui/copy-button.tsx";
import { DateText } from "../../shared/ui/date-text.tsx";
import { Pill, type Tone } from "../../shared/ui/pill.tsx";
import { toastDone, toastProblem } from "../../shared/ui/toast.ts";
import { events } from "../../texts/events.ts";
import styles from "./delivery-item.module.css";
import { deliveriesQuery } from "./event-queries.ts";
import { Foldable } from "./foldable.tsx";

const { webhooks: texts } = events;

const TONES: Readonly<Record<Delivery["status"], Tone>> = {
  delivered: "green",
  pending: "amber",
  waiting: "grey",
  given_up: "red",
};

export interface DeliveryItemProps {
  readonly webhook: Webhook;
  readonly delivery: Delivery;
}

/** What became of one event for one webhook; what was sent and answered can be unfolded. */
export function DeliveryItem({ webhook, delivery }: DeliveryItemProps) {
  const { client, canWrite } = useSession();
  const queries = useQueryClient();
  const { orgId, id } = webhook;
  const { eventId, status, attempts, queuedDate, dueDate, lastAttempt, body } = delivery;
  const replay = useMutation({
    mutationFn: () => client.webhooks({ orgId }).replay(id, eventId),
    onSuccess: () => {
      toastDone(texts.replayed);
      void queries.invalidateQueries({ queryKey: deliveriesQuery(client, orgId, id).queryKey });
    },
    onError: (error) => toastProblem(texts.notReplayed, sayProblem(error)),
  });
  const hasEnded = status === "delivered" || status === "given_up";
  return (
    <Foldable
      label={texts.show(eventId)}
      line={
        <div className={styles.line}>
          <span className={styles.status}>
            <Pill tone={TONES[status]}>{texts.status[status]}</Pill>
          </span>
          <span className={styles.what}>{body === undefined ? texts.hidden : typeOf(body)}</span>
          <span className={styles.facts}>
            {lastAttempt?.status !== undefined && <code className={styles.code}>{lastAttempt.status}</code>}
            {attempts > 0 && texts.attempts(attempts)}
            {dueDate !== undefined && (
              <>
                {" · "}
                {texts.due} <DateText value={dueDate} />
              </>
            )}
          </span>
          <span className={styles.when}>
            <DateText value={lastAttempt?.date ?? queuedDate} />
          </span>
        </div>
      }
    >
      <div className={styles.parts}>
        {lastAttempt?.error !== undefined && <Part title={texts.error} text={lastAttempt.error} />}
        {lastAttempt?.answer !== undefined && lastAttempt.answer !== "" && (
          <Part title={texts.answer} text={lastAttempt.answer} />
        )}
        {body === undefined ? (
          <p className={styles.hidden}>{texts.hiddenText}</p>
        ) : (
          <Part title={texts.body} text={pretty(body)} />
        )}
        {canWrite && hasEnded && (
          <div>
            <Button icon={<Send size={14} />} busy={replay.isPending} onClick={() => replay.mutate()}>
              {texts.replay}
            </Button>
          </div>
        )}
      </div>
    </Foldable>
  );
}

function Part({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section>
      <h4 className={styles.title}>
        {title} <CopyButton text={text} what={title.toLowerCase()} />
      </h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre className={styles.text} tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}

/** The event's type, in words. */
function typeOf(body: string): string {
  const { type } = parsed(body) as { readonly type?: string };
  return (texts.types as Readonly<Record<string, string>>)[type ?? ""] ?? type ?? "";
}

function pretty(body: string): string {
  const value = parsed(body);
  return Object.keys(value).length === 0 ? body : JSON.stringify(value, undefined, 2);
}

function parsed(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
