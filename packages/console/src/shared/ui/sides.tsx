import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import styles from "./sides.module.css";

/** A value as two versions have it. */
export interface SidesRow {
  readonly name: string;
  readonly left: ReactNode;
  readonly right: ReactNode;
  readonly differs: boolean;
}

export interface Side {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly foot?: ReactNode;
}

export interface SidesProps {
  readonly left: Side;
  readonly right: Side;
  readonly rows: readonly SidesRow[];
}

/** Two versions beside each other; what differs stands out. */
export function Sides({ left, right, rows }: SidesProps) {
  return (
    <div className={styles.sides}>
      <OneSide {...left} rows={rows.map(({ name, left: value, differs }) => ({ name, value, differs }))} />
      <OneSide {...right} rows={rows.map(({ name, right: value, differs }) => ({ name, value, differs }))} />
    </div>
  );
}

interface OneSideProps extends Side {
  readonly rows: readonly { readonly name: string; readonly value: ReactNode; readonly differs: boolean }[];
}

function OneSide({ title, aside, foot, rows }: OneSideProps) {
  return (
    <section className={styles.side}>
      <header className={styles.header}>
        <h3>{title}</h3>
        {aside}
      </header>
      <dl className={styles.version}>
        {rows.map(({ name, value, differs }) => (
          <div key={name} className={classes(differs && styles.differs)}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {foot !== undefined && <p className={styles.foot}>{foot}</p>}
    </section>
  );
}
