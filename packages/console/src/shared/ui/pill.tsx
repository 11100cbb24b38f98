import { states } from "../../texts/states.ts";
import { classes } from "./classes.ts";
import styles from "./pill.module.css";

/** Colours that mean something: `grey` nothing yet or no longer, `amber` waits, `blue` is worked on, … */
export type Tone = "grey" | "amber" | "blue" | "green" | "red" | "plum";

const TONES: Readonly<Record<string, Tone>> = {
  SUBMITTED: "amber",
  PROCESSING: "blue",
  PUBLISHED: "green",
  REJECTED: "red",
  FAILED: "plum",
  DELETED: "grey",
};

/** The colour of a state of a resource. */
export function toneOf(state: string): Tone {
  return TONES[state] ?? "grey";
}

/** A word with a dot of its colour. `bare` leaves the ground out, as in a table. */
export function Pill({ tone, bare, children }: { tone: Tone; bare?: boolean; children: string }) {
  return (
    <span className={classes(styles.pill, styles[tone], bare && styles.bare)}>
      <span className={styles.dot} aria-hidden />
      {children}
    </span>
  );
}

/** The state of a resource. */
export function StatePill({ state, bare }: { readonly state: string; readonly bare?: boolean }) {
  return (
    <Pill tone={toneOf(state)} {...(bare && { bare })}>
      {(states as Readonly<Record<string, string>>)[state] ?? state}
    </Pill>
  );
}
