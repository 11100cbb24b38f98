import { Field as Base } from "@base-ui/react/field";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import styles from "./field.module.css";

export interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** Why the value was refused. */
  readonly error?: string | undefined;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** A control with its label, its hint and what is wrong with it, tied together for who cannot see them. */
export function Field({ label, hint, error, children, className }: FieldProps) {
  return (
    <Base.Root className={classes(styles.field, className)} invalid={error !== undefined}>
      <Base.Label className={styles.label}>{label}</Base.Label>
      {children}
      {hint !== undefined && <Base.Description className={styles.hint}>{hint}</Base.Description>}
      <Base.Error className={styles.error} match={error !== undefined}>
        {error}
      </Base.Error>
    </Base.Root>
  );
}

export interface TextInputProps extends Omit<Base.Control.Props, "className"> {
  /** For numbers, ids and code. */
  readonly mono?: boolean;
}

/** One line of text, inside a `Field`. */
export function TextInput({ mono, ...rest }: TextInputProps) {
  return <Base.Control {...rest} className={classes(styles.input, mono && styles.mono)} />;
}
