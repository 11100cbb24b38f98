import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import styles from "./segmented.module.css";
import type { Choice } from "./select.tsx";

export interface SegmentedProps<V extends string> {
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly choices: readonly Choice<V>[];
  /** What it chooses. */
  readonly "aria-label": string;
}

/** One of two or three, all seen at once. */
export function Segmented<V extends string>({ value, onChange, choices, ...rest }: SegmentedProps<V>) {
  return (
    <ToggleGroup
      className={styles.group}
      value={[value]}
      onValueChange={([next]) => next !== undefined && onChange(next as V)}
      {...rest}
    >
      {choices.map((choice) => (
        <Toggle key={choice.value} value={choice.value} className={styles.choice}>
          {choice.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
