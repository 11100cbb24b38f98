import { useState } from "react";
import { Button } from "../../shared/ui/button.tsx";
import { Field, TextInput } from "../../shared/ui/field.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import styles from "./filter-chips.module.css";
import { numberPattern, strangeIn } from "./number-pattern.ts";

export interface NumberFormProps {
  readonly value: string;
  readonly onApply: (number: string) => void;
}

/** Sets the number, or the part of one, that a filter is for. */
export function NumberForm({ value, onApply }: NumberFormProps) {
  const [typed, setTyped] = useState(value);
  const [strange, setStrange] = useState<string>();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const found = strangeIn(typed);
        setStrange(found);
        if (found === undefined) onApply(numberPattern(typed));
      }}
    >
      <Field
        label={texts.filter.number}
        hint={texts.filter.numberHint}
        error={strange === undefined ? undefined : texts.filter.numberStrange(strange)}
      >
        <TextInput
          mono
          inputMode="tel"
          autoComplete="off"
          placeholder={texts.filter.numberPlaceholder}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setStrange(undefined);
          }}
        />
      </Field>
      <Button type="submit" tone="primary">
        {texts.filter.apply}
      </Button>
    </form>
  );
}
