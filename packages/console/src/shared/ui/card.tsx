import type { ReactNode } from "react";
import styles from "./card.module.css";
import { classes } from "./classes.ts";

export interface CardProps {
  readonly title: ReactNode;
  /** On the right of the title: a control, a count. */
  readonly aside?: ReactNode;
  /** The content reaches the edges, as rows do. */
  readonly flush?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A part of a page that stands for itself. */
export function Card({ title, aside, flush, className, children }: CardProps) {
  return (
    <section className={classes(styles.card, className)}>
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      </header>
      <div className={classes(styles.content, flush && styles.flush)}>{children}</div>
    </section>
  );
}
