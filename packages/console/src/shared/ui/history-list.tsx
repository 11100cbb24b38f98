import type { HistoryStep } from "@callmark/client";
import { brands } from "../../texts/brands.ts";
import { DateText } from "./date-text.tsx";
import styles from "./history-list.module.css";
import { StatePill } from "./pill.tsx";
import { ReportNotes } from "./report-notes.tsx";

const { history: texts } = brands;

/** The steps in the life of a resource, newest first. */
export function HistoryList({ steps }: { readonly steps: readonly HistoryStep[] }) {
  if (steps.length === 0) return <p className={styles.none}>{texts.none}</p>;
  return (
    <ol className={styles.list}>
      {steps.map((step) => (
        <li key={step.createdDate + step.state + step.etag} className={styles.step}>
          <div className={styles.line}>
            <StatePill state={step.state} bare />
            <span className={styles.by}>{whose(step)}</span>
            <span className={styles.when}>
              <DateText value={step.createdDate} />
            </span>
          </div>
          {step.reason !== undefined && <p className={styles.reason}>“{step.reason}”</p>}
          <ReportNotes reports={[...step.validationReports, ...step.processingReports]} codes />
        </li>
      ))}
    </ol>
  );
}

function whose({ by: { role, clientId } }: HistoryStep): string {
  return role === "account" ? `${texts.by.account} ${clientId ?? texts.anAccount}` : texts.by[role];
}
