import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import styles from "./page-body.module.css";

export interface PageBodyProps {
  /** `text`: as wide as one reads well. `wide`: for plots and tables. */
  readonly width?: "text" | "wide";
  readonly children: ReactNode;
}

/** What is below the header of a page that scrolls as a whole. */
export function PageBody({ width = "text", children }: PageBodyProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div className={styles.scroll} tabIndex={0} data-gutter>
      <div className={classes(styles.body, styles[width])}>{children}</div>
    </div>
  );
}
