import type { HistoryStep } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import type { BrandPlace } from "../../../shared/session/place.ts";
import { useSession } from "../../../shared/session/session.ts";
import { classes } from "../../../shared/ui/classes.ts";
import { DateText } from "../../../shared/ui/date-text.tsx";
import pill from "../../../shared/ui/pill.module.css";
import { toneOf } from "../../../shared/ui/pill.tsx";
import { panel as texts } from "../../../texts/caller-id-panel.ts";
import { states } from "../../../texts/states.ts";
import { sayReport } from "../reports.ts";
import { historyQuery } from "./caller-id-queries.ts";
import styles from "./history.module.css";
import { Section } from "./section.tsx";

export interface HistoryProps {
  readonly place: BrandPlace;
  readonly id: string;
}

/** What happened to a caller ID, newest first: its states, who brought them about, and what reviews found. */
export function History({ place, id }: HistoryProps) {
  const { client } = useSession();
  const { data: steps } = useQuery(historyQuery(client, place, id));
  if (steps === undefined) return null;
  return (
    <Section title={texts.history.title}>
      {steps.length === 0 && <p className={styles.none}>{texts.history.none}</p>}
      <ol className={styles.steps}>
        {steps.map((step) => (
          <Step key={`${step.createdDate} ${step.state} ${step.etag}`} step={step} />
        ))}
      </ol>
    </Section>
  );
}

function Step({ step }: { readonly step: HistoryStep }) {
  const { state, by, createdDate, reason, validationReports, processingReports } = step;
  const reports = [...validationReports, ...processingReports];
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
              ? texts.history.byAccount(by.clientId)
              : texts.history.by[by.role]}
          </span>
        </p>
        {reason !== undefined && <p className={styles.reason}>{reason}</p>}
        {reports.length > 0 && (
          <ul className={styles.reports}>
            {reports.map((report) => (
              <li key={report.code + report.message} title={report.code} data-severity={report.severity}>
                {sayReport(report)}
              </li>
            ))}
          </ul>
        )}
      </div>
      <span className={styles.date}>
        <DateText value={createdDate} />
      </span>
    </li>
  );
}
