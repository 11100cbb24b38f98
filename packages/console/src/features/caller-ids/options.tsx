import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./filter-chips.module.css";

export interface OptionsProps {
  readonly options: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly label: (option: string) => ReactNode;
}

/** Some of a few. */
export function Options({ options, chosen, onChange, label }: OptionsProps) {
  return (
    <div className={styles.options}>
      {options.map((option) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox renders a control of its own
        <label key={option} className={styles.option}>
          <Checkbox.Root
            className={styles.box}
            checked={chosen.includes(option)}
            onCheckedChange={(checked) =>
              onChange(checked ? [...chosen, option] : chosen.filter((each) => each !== option))
            }
          >
            <Checkbox.Indicator className={styles.tick}>
              <Check size={12} strokeWidth={3} />
            </Checkbox.Indicator>
          </Checkbox.Root>
          {label(option)}
        </label>
      ))}
    </div>
  );
}
