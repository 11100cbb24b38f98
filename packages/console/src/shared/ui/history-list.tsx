import type { HistoryStep } from "@callmark/client";
import { history as texts } from "../../texts/history.ts";
import { states } from "../../texts/states.ts";
import { classes } from "./classes.ts";
import { DateText } from "./date-text.tsx";
import styles from "./history-list.module.css";
import pill from "./pill.module.css";
import { toneOf } from "./pill.tsx";
import { ReportNotes } from "./report-notes.tsx";

/** The steps of a resource, newest first: its states, who brought them about, and what reviews found. */
export function HistoryList({ steps }: { readonly steps: readonly HistoryStep[] }) {
  if (steps.length === 0) return <p className={styles.none}>{texts.none}</p>;
  return (
    <ol>
      {steps.map((step) => (
        <Step key={`${step.createdDate} ${step.state} ${step.etag}`} step={step} />
      ))}
    </ol>
  );
}

function Step({ step }: { readonly step: HistoryStep }) {
  const { state, by, createdDate, reason, validationReports, processingReports } = step;
  return (
    <li className={styles.step}>
      <span className={classes(styles.mark, pill[toneOf(state)])} aria-hidden>
        <span className={pill.dot} />
      </span>
      <div className={styles.words}>
        <p>
          <strong>{states[state]}</strong>{" "}
          <span className={styles.faint}>
            {by.role === "account" && by.clientId !== undefined
              ? texts.byAccount(by.clientId)
              : texts.by[by.role]}
          </span>
        </p>
        {reason !== undefined && <p className={styles.reason}>“{reason}”</p>}
        <ReportNotes reports={[...validationReports, ...processingReports]} codes />
      </div>
      <span className={styles.date}>
        <DateText value={createdDate} />
      </span>
    </li>
  );
}
