import type { ReactNode } from "react";
import { classes } from "../../shared/ui/classes.ts";
import styles from "./summary.module.css";

export interface SummaryProps {
  readonly tone?: "plain" | "problem" | "done";
  readonly icon: ReactNode;
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** Where an import stands, above the table of what it is about. */
export function Summary({ tone = "plain", icon, title, text, actions, children }: SummaryProps) {
  return (
    <section className={styles.summary} aria-live="polite">
      <div className={styles.line}>
        <span className={classes(styles.icon, styles[tone])} aria-hidden>
          {icon}
        </span>
        <div className={styles.words}>
          <h2 className={styles.title}>{title}</h2>
          {text !== undefined && <p className={styles.text}>{text}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
