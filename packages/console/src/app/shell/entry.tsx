import type { ComponentProps, ReactNode } from "react";
import { classes } from "../../shared/ui/classes.ts";
import styles from "./entry.module.css";

export interface EntryProps {
  /** A picture, or a letter. */
  readonly mark: ReactNode;
  readonly name: string;
  /** A word on it, below its name. */
  readonly about: string;
  /** Read out before the name, and not seen. */
  readonly heard?: string | undefined;
  /** On the right. */
  readonly aside?: ReactNode;
}

/** Who one is, or whose pages one is on, at an end of the sidebar. */
export function Entry(props: EntryProps) {
  return (
    <header className={styles.entry}>
      <Words {...props} />
    </header>
  );
}

/** The same as a button, which opens a menu. */
export function EntryButton({
  mark,
  name,
  about,
  heard,
  aside,
  ...rest
}: EntryProps & Omit<ComponentProps<"button">, keyof EntryProps>) {
  return (
    <button type="button" {...rest} className={classes(styles.entry, styles.button)}>
      <Words mark={mark} name={name} about={about} heard={heard} aside={aside} />
    </button>
  );
}

function Words({ mark, name, about, heard, aside }: EntryProps) {
  return (
    <>
      {heard !== undefined && <span className={styles.heard}>{heard}</span>}
      {mark}
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.about}>{about}</span>
      </span>
      {aside}
    </>
  );
}
