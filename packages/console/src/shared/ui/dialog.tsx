import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { common } from "../../texts/common.ts";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";
import styles from "./dialog.module.css";

export interface DialogProps {
  readonly open: boolean;
  /** Asked to close: by Escape, the cross or a press outside. Absent where the dialog must be answered. */
  readonly onClose?: () => void;
  /** Something has been typed or chosen in it: a press outside, which may be a slip, does not put it away. */
  readonly isFilled?: boolean;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** The buttons, the one that goes on last. */
  readonly actions?: ReactNode;
  readonly size?: "small" | "medium" | "large";
  /** Where one begins; at the first field unless it says otherwise, so that one can type at once. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
}

/** A modal dialog with a title; keeps the focus inside and gives it back. */
export function Dialog({
  open,
  onClose,
  isFilled,
  title,
  description,
  children,
  actions,
  size,
  initialFocus,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => {
        if (!next && onClose === undefined) details.cancel();
        else if (!next) onClose?.();
      }}
      disablePointerDismissal={onClose === undefined || isFilled === true}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup
            ref={popup}
            className={classes(styles.popup, styles[size ?? "medium"])}
            initialFocus={initialFocus ?? ((how) => (how === "touch" ? true : firstFieldIn(popup.current)))}
          >
            <header className={styles.header}>
              <div>
                <Base.Title className={styles.title}>{title}</Base.Title>
                {description !== undefined && (
                  <Base.Description className={styles.description}>{description}</Base.Description>
                )}
              </div>
              {onClose !== undefined && (
                <Base.Close
                  render={<Button tone="quiet" square aria-label={common.close} icon={<X size={16} />} />}
                />
              )}
            </header>
            {children !== undefined && <div className={styles.body}>{children}</div>}
            {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** The first thing that something is typed or chosen in; the dialog itself where there is none. */
function firstFieldIn(popup: HTMLElement | null): HTMLElement | null {
  const fields = popup?.querySelectorAll<HTMLElement>(
    "input:not([type=radio], [hidden]), textarea, [role=combobox]",
  );
  return [...(fields ?? [])].find((field) => field.tabIndex >= 0 && !field.matches(":disabled")) ?? popup;
}
