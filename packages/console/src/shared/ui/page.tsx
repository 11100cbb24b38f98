import type { ReactNode } from "react";
import styles from "./page.module.css";

export interface PageProps {
  readonly title: ReactNode;
  /** Beside the title: a count, a state. */
  readonly aside?: ReactNode;
  /** On the right: what can be done here, the main one last. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its title and its actions stay, what is below fills the rest. */
export function Page({ title, aside, actions, children }: PageProps) {
  return (
    <>
      <header className={styles.header}>
        <h1 className={styles.title}>{title}</h1>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
        <div className={styles.actions}>{actions}</div>
      </header>
      {children}
    </>
  );
}
