import { Collapsible } from "@base-ui/react/collapsible";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../shared/ui/button.tsx";
import styles from "./foldable.module.css";

export interface FoldableProps {
  /** What the button unfolds. */
  readonly label: string;
  /** What is always seen. */
  readonly line: ReactNode;
  readonly children: ReactNode;
}

/** A line with more below it, which is drawn once it is unfolded. */
export function Foldable({ label, line, children }: FoldableProps) {
  return (
    <Collapsible.Root className={styles.root}>
      <div className={styles.line}>
        <div className={styles.content}>{line}</div>
        <Collapsible.Trigger
          render={
            <Button
              tone="quiet"
              square
              aria-label={label}
              className={styles.trigger}
              icon={<ChevronRight size={15} />}
            />
          }
        />
      </div>
      <Collapsible.Panel className={styles.panel}>
        <div className={styles.inner}>{children}</div>
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}
