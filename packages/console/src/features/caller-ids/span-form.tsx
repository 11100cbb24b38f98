import { type SubmitEvent, useState } from "react";
import { Button } from "../../shared/ui/button.tsx";
import { Field, TextInput } from "../../shared/ui/field.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import styles from "./filter-chips.module.css";
import type { Span } from "./filter-model.ts";

const DAY = 86_400_000;
const PRESETS = [
  [texts.filter.last.day, 1],
  [texts.filter.last.week, 7],
  [texts.filter.last.month, 30],
] as const;

export interface SpanFormProps {
  readonly value: Span;
  readonly onApply: (span: Span) => void;
}

/** Sets a span of time: from a day, to a day, each in the viewer's zone. */
export function SpanForm({ value, onApply }: SpanFormProps) {
  const [from, setFrom] = useState(dayOf(value.from));
  const [to, setTo] = useState(dayOf(value.to));
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    onApply({
      ...(from !== "" && { from: instantOf(`${from}T00:00:00`) }),
      ...(to !== "" && { to: instantOf(`${to}T23:59:59`) }),
    });
  };
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <div className={styles.presets}>
        {PRESETS.map(([label, days]) => (
          <Button
            key={days}
            tone="quiet"
            className={styles.preset}
            onClick={() => onApply({ from: wholeSecond(Date.now() - days * DAY) })}
          >
            {label}
          </Button>
        ))}
      </div>
      <Field label={texts.filter.from}>
        <TextInput type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field label={texts.filter.to}>
        <TextInput type="date" value={to} onChange={(event) => setTo(event.target.value)} />
      </Field>
      <Button type="submit" tone="primary">
        {texts.filter.apply}
      </Button>
    </form>
  );
}

/** The day of an instant in the viewer's zone, as a date field has it. */
function dayOf(value: string | undefined): string {
  if (value === undefined) return "";
  const here = new Date(value);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${here.getFullYear()}-${two(here.getMonth() + 1)}-${two(here.getDate())}`;
}

/** A time in the viewer's zone as the wire has it. */
function instantOf(local: string): string {
  return wholeSecond(new Date(local).getTime());
}

function wholeSecond(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
