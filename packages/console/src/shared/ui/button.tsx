import { Button as Base } from "@base-ui/react/button";
import type { ComponentProps, ReactNode } from "react";
import styles from "./button.module.css";
import { classes } from "./classes.ts";

/** How much a button asks for attention. One `primary` at most in what is seen at once. */
export type ButtonTone = "primary" | "plain" | "quiet" | "danger";

export interface ButtonProps extends Omit<ComponentProps<typeof Base>, "className"> {
  readonly tone?: ButtonTone;
  /** Stands before the label. */
  readonly icon?: ReactNode;
  /** A square without a label; then `aria-label` says what it does. */
  readonly square?: boolean;
  /** What it began is still going on: it keeps its size and its focus, and takes no press. */
  readonly busy?: boolean;
  readonly className?: string | undefined;
}

/** A button. */
export function Button({ tone = "plain", icon, square, busy, className, children, ...rest }: ButtonProps) {
  return (
    <Base
      {...rest}
      disabled={rest.disabled || busy}
      focusableWhenDisabled={busy || rest.focusableWhenDisabled}
      aria-busy={busy || undefined}
      className={classes(
        styles.button,
        styles[tone],
        square && styles.square,
        busy && styles.busy,
        className,
      )}
    >
      {icon}
      {children}
    </Base>
  );
}
