import { type ReactNode, useEffect } from "react";
import { common } from "../../texts/common.ts";
import styles from "./page.module.css";

export interface PageProps {
  readonly title: string;
  /** Beside the title: a count, a state. */
  readonly aside?: ReactNode;
  /** On the right: what can be done here, the main one last. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its title and its actions stay, what is below fills the rest. */
export function Page({ title, aside, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${common.product}`;
  }, [title]);
  return (
    <>
      <header className={styles.header}>
        <h1 className={styles.title}>{title}</h1>
        {aside !== undefined && (
          <div className={styles.aside} role="status">
            {aside}
          </div>
        )}
        <div className={styles.actions}>{actions}</div>
      </header>
      {children}
    </>
  );
}
