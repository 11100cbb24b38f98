import type { Review } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight, Check, CircleAlert, X } from "lucide-react";
import { useState } from "react";
import { useActions } from "../../shared/actions/actions.ts";
import { sayProblem } from "../../shared/format/problem.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { DateText } from "../../shared/ui/date-text.tsx";
import { FailedLine } from "../../shared/ui/failed-line.tsx";
import { Skeleton } from "../../shared/ui/skeleton.tsx";
import { toastProblem } from "../../shared/ui/toast.ts";
import { Tooltip } from "../../shared/ui/tooltip.tsx";
import { reviews as texts } from "../../texts/reviews.ts";
import { Evidence } from "./evidence.tsx";
import { RefuseDialog } from "./refuse-dialog.tsx";
import styles from "./review-panel.module.css";
import { reviewQuery } from "./review-queries.ts";
import { titleOf } from "./title.ts";
import type { Decision } from "./use-queue.ts";

export interface ReviewPanelProps {
  readonly review: Review;
  /** Does it wait no more? */
  readonly isGone: boolean;
  readonly busy: boolean;
  /** `onFailed` is told why it could not be decided. */
  readonly onDecide: (decision: Decision, onFailed: (problem: unknown) => void) => void;
  readonly onNext: () => void;
}

/** One version, all that there is to judge it by, and what can be decided. */
export function ReviewPanel({ review, isGone, busy, onDecide, onNext }: ReviewPanelProps) {
  const { client } = useSession();
  const { data, error, refetch } = useQuery(reviewQuery(client, review));
  const [refusing, setRefusing] = useState<"reject" | "fail">();
  /** Why the last refusal was not taken. */
  const [problem, setProblem] = useState<unknown>();
  const approve = () =>
    onDecide({ is: "approve" }, (failure) => toastProblem(texts.notDecided, sayProblem(failure)));
  const refuse = (how: "reject" | "fail") => {
    setProblem(undefined);
    setRefusing(how);
  };
  const mayDecide = !isGone && !busy && data !== undefined;
  useActions([
    mayDecide && {
      id: "approve",
      label: texts.approve,
      group: texts.group,
      keys: "a",
      run: approve,
    },
    mayDecide && {
      id: "reject",
      label: texts.reject,
      group: texts.group,
      keys: "r",
      run: () => refuse("reject"),
    },
    mayDecide && {
      id: "fail",
      label: texts.fail,
      group: texts.group,
      keys: "f",
      run: () => refuse("fail"),
    },
  ]);
  return (
    <section className={styles.panel} aria-label={texts.evidence}>
      <header className={styles.header}>
        <h2 className={styles.title}>{data === undefined ? <Skeleton width={16} /> : titleOf(data)}</h2>
        <p className={styles.about}>
          {texts.kinds[review.resourceType]} · {texts.submitted.toLowerCase()}{" "}
          <DateText value={review.submittedDate} />
          {review.attempts > 0 && ` · ${texts.attempts(review.attempts)}`}
        </p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div className={styles.scroll} tabIndex={0}>
        <div className={styles.body}>
          {isGone && (
            <p role="status" className={styles.gone}>
              <CircleAlert size={16} aria-hidden />
              {texts.gone.here}
            </p>
          )}
          {error !== null && !isGone && <FailedLine error={error} onRetry={refetch} />}
          {data !== undefined && <Evidence review={data} />}
        </div>
      </div>
      <footer className={styles.bar}>
        {isGone ? (
          <Button tone="primary" icon={<ArrowRight size={15} />} onClick={onNext}>
            {texts.next}
          </Button>
        ) : (
          <>
            <Button tone="quiet" disabled={!mayDecide} onClick={() => refuse("fail")}>
              {texts.fail}
            </Button>
            <span className={styles.space} />
            <Tooltip content={texts.reject} keys="R">
              <Button icon={<X size={15} />} disabled={!mayDecide} onClick={() => refuse("reject")}>
                {texts.reject}
              </Button>
            </Tooltip>
            <Tooltip content={texts.approve} keys="A">
              <Button
                tone="primary"
                icon={<Check size={15} />}
                busy={busy}
                disabled={data === undefined}
                onClick={approve}
              >
                {texts.approve}
              </Button>
            </Tooltip>
          </>
        )}
      </footer>
      {refusing !== undefined && data !== undefined && (
        <RefuseDialog
          codes={data.codes}
          how={refusing}
          onClose={() => setRefusing(undefined)}
          busy={busy}
          problem={problem}
          onRefuse={(refusal) => {
            setProblem(undefined);
            onDecide({ is: refusing, ...refusal }, setProblem);
          }}
        />
      )}
    </section>
  );
}
