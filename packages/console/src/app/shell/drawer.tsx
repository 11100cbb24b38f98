import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { shell } from "../../texts/shell.ts";
import styles from "./drawer.module.css";

export interface DrawerProps {
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The navigation where there is no room for it beside the page. */
export function Drawer({ onClose, children }: DrawerProps) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup
          className={styles.drawer}
          aria-label={shell.navigation}
          // A link leads somewhere else, be it to the page that one is on.
          onClick={({ target }) => target instanceof Element && target.closest("a") !== null && onClose()}
        >
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
