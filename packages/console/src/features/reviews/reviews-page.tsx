import { CircleCheckBig } from "lucide-react";
import { useActions } from "../../shared/actions/actions.ts";
import { count } from "../../shared/format/count.ts";
import { EmptyState } from "../../shared/ui/empty-state.tsx";
import { Failed } from "../../shared/ui/failed.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { PageSkeleton } from "../../shared/ui/page-skeleton.tsx";
import { reviews as texts } from "../../texts/reviews.ts";
import { QueueItem } from "./queue-item.tsx";
import { ReviewPanel } from "./review-panel.tsx";
import { keyOf } from "./review-queries.ts";
import styles from "./reviews-page.module.css";
import { useQueue } from "./use-queue.ts";

/** What waits for a review, with one of it open to be decided. */
export function ReviewsPage() {
  const { queue, error, refetch, current, isGone, busy, said, open, step, decide } = useQueue();
  useActions([
    { id: "next-review", label: texts.next, group: texts.group, keys: "j", run: () => step(1) },
    { id: "previous-review", label: texts.previous, group: texts.group, keys: "k", run: () => step(-1) },
  ]);
  if (queue === undefined) {
    return (
      <Page title={texts.title}>
        {error === null ? <PageSkeleton /> : <Failed title={texts.failed} error={error} onRetry={refetch} />}
      </Page>
    );
  }
  const { reviews, total } = queue;
  return (
    <Page
      title={texts.title}
      aside={
        <>
          {count(total)}
          <span role="status" className={styles.said}>
            {said}
          </span>
        </>
      }
    >
      {current === undefined ? (
        <EmptyState icon={<CircleCheckBig size={20} />} title={texts.empty.title}>
          {texts.empty.text}
        </EmptyState>
      ) : (
        <div className={styles.split}>
          <nav className={styles.queue} aria-label={texts.queue}>
            <ul>
              {reviews.map((review) => (
                <li key={keyOf(review)}>
                  <QueueItem
                    review={review}
                    isOpen={keyOf(review) === keyOf(current)}
                    onOpen={() => open(review)}
                  />
                </li>
              ))}
            </ul>
            {total > reviews.length && (
              <p className={styles.more}>{texts.more(count(total - reviews.length))}</p>
            )}
          </nav>
          <ReviewPanel
            key={keyOf(current)}
            review={current}
            isGone={isGone}
            busy={busy}
            onDecide={(decision, onFailed) => decide({ review: current, decision }, onFailed)}
            onNext={() => step(1)}
          />
        </div>
      )}
    </Page>
  );
}
