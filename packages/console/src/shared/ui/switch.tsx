import { Switch as Base } from "@base-ui/react/switch";
import type { ReactNode } from "react";
import styles from "./switch.module.css";

export interface SwitchProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** What it switches. */
  readonly children: ReactNode;
}

/** Something that is on or off at once, without saving. */
export function Switch({ checked, onChange, children }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch renders a control of its own
    <label className={styles.line}>
      <Base.Root className={styles.track} checked={checked} onCheckedChange={(next) => onChange(next)}>
        <Base.Thumb className={styles.thumb} />
      </Base.Root>
      {children}
    </label>
  );
}
