import { classes } from "./classes.ts";
import styles from "./skeleton.module.css";

/** Stands for text that is on its way. `width` in characters. */
export function Skeleton({ width, className }: { readonly width: number; readonly className?: string }) {
  return <span className={classes(styles.skeleton, className)} style={{ width: `${width}ch` }} aria-hidden />;
}
