import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

export interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** What to do next. */
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** It is all that there is on the page: its title is the page's. */
  readonly whole?: boolean;
}

/** Stands where there is nothing to show, and says what to do next. */
export function EmptyState({ icon, title, children, actions, whole }: EmptyStateProps) {
  const Title = whole ? "h1" : "h2";
  return (
    <div className={styles.empty}>
      <div className={styles.icon} aria-hidden>
        {icon}
      </div>
      <Title className={styles.title}>{title}</Title>
      <p className={styles.text}>{children}</p>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
