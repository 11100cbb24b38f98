import type { ValidationReport } from "@callmark/client";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { sayReport } from "../format/report.ts";
import { classes } from "./classes.ts";
import styles from "./report-notes.module.css";

const ICONS = { VIOLATION: CircleAlert, WARNING: TriangleAlert, INFO: Info } as const;

export interface ReportNotesProps {
  readonly reports: readonly ValidationReport[];
  /** Shows the rule's code as well. */
  readonly codes?: boolean;
}

/** What rules say, each with the sign of its severity. */
export function ReportNotes({ reports, codes }: ReportNotesProps) {
  if (reports.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {reports.map((report) => {
        const Icon = ICONS[report.severity];
        const said = sayReport(report);
        return (
          <li key={report.code + said} className={classes(styles.note, styles[report.severity])}>
            <Icon size={14} aria-hidden />
            <span>
              {said}
              {codes && <code className={styles.code}>{report.code}</code>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
