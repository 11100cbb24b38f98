import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import popup from "./popup.module.css";
import styles from "./select.module.css";

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  /** Why it cannot be chosen. */
  readonly excluded?: string;
}

export interface SelectProps<V extends string> {
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly choices: readonly Choice<V>[];
  /** What it chooses, where no `Field` says so. */
  readonly "aria-label"?: string;
  readonly disabled?: boolean;
}

/** One of a few. */
export function Select<V extends string>({ value, onChange, choices, disabled, ...rest }: SelectProps<V>) {
  return (
    <Base.Root
      items={choices}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      disabled={disabled ?? false}
    >
      <Base.Trigger className={styles.trigger} {...rest}>
        <Base.Value className={styles.value} />
        <Base.Icon className={styles.icon}>
          <ChevronDown size={14} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={popup.positioner} sideOffset={5} alignItemWithTrigger={false}>
          <Base.Popup className={popup.popup}>
            <Base.List>
              {choices.map((choice) => (
                <Base.Item
                  key={choice.value}
                  value={choice.value}
                  disabled={choice.excluded !== undefined}
                  className={popup.item}
                >
                  <span className={popup.indicator}>
                    <Base.ItemIndicator>
                      <Check size={14} />
                    </Base.ItemIndicator>
                  </span>
                  <div>
                    <Base.ItemText>{choice.label}</Base.ItemText>
                    {choice.excluded !== undefined && (
                      <span className={styles.excluded}>{choice.excluded}</span>
                    )}
                  </div>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
