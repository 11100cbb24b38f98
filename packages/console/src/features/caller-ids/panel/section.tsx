import type { ReactNode } from "react";
import styles from "./section.module.css";

/** A part of the panel, under its title. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}
