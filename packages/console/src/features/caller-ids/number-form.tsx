import { useState } from "react";
import { Button } from "../../shared/ui/button.tsx";
import { Field, TextInput } from "../../shared/ui/field.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import styles from "./filter-chips.module.css";

export interface NumberFormProps {
  readonly value: string;
  readonly onApply: (number: string) => void;
}

/** Sets the number, or the part of one, that a filter is for. */
export function NumberForm({ value, onApply }: NumberFormProps) {
  const [typed, setTyped] = useState(value);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onApply(numberPattern(typed));
      }}
    >
      <Field label={texts.filter.number} hint={texts.filter.numberHint}>
        <TextInput
          mono
          inputMode="tel"
          autoComplete="off"
          placeholder={texts.filter.numberPlaceholder}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <Button type="submit" tone="primary">
        {texts.filter.apply}
      </Button>
    </form>
  );
}

/** What was typed as a pattern: without what only makes it readable; a part of a number may stand anywhere in one. */
export function numberPattern(typed: string): string {
  const bare = typed.replace(/[^\d*+]/g, "");
  if (bare === "" || bare.startsWith("+") || bare.startsWith("*")) return bare;
  return bare.includes("*") ? `*${bare}` : `*${bare}*`;
}
