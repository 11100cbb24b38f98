import { X } from "lucide-react";
import { useEscape } from "../../../shared/hooks/use-escape.ts";
import { Button } from "../../../shared/ui/button.tsx";
import { classes } from "../../../shared/ui/classes.ts";
import { Skeleton } from "../../../shared/ui/skeleton.tsx";
import { callerIds as texts } from "../../../texts/caller-ids.ts";
import { common } from "../../../texts/common.ts";
import styles from "./panel.module.css";

/** Stands for the panel while it is loaded, once that takes longer than a moment. */
export function PanelWaiting({ onClose }: { readonly onClose: () => void }) {
  useEscape(onClose);
  return (
    <aside className={classes(styles.panel, styles.waiting)} aria-label={texts.one} aria-busy>
      <header className={styles.header}>
        <div className={styles.heading}>
          <Skeleton width={14} />
        </div>
        <Button tone="quiet" square aria-label={common.close} icon={<X size={16} />} onClick={onClose} />
      </header>
    </aside>
  );
}
