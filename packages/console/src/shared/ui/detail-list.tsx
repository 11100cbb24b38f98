import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";
import styles from "./detail-list.module.css";

/** Names and values, one below another. */
export function DetailList({ children }: { readonly children: ReactNode }) {
  return <dl>{children}</dl>;
}

export interface DetailProps {
  readonly name: string;
  /** What the button beside it copies. */
  readonly copy?: string;
  readonly children: ReactNode;
}

/** One of them. */
export function Detail({ name, copy, children }: DetailProps) {
  return (
    <div className={styles.line}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>
        <span className={styles.text}>{children}</span>
        {copy !== undefined && <CopyButton text={copy} what={name.toLowerCase()} />}
      </dd>
    </div>
  );
}
