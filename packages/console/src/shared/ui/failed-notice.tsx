import { common } from "../../texts/common.ts";
import type { Failure } from "./boundary.tsx";
import { Button } from "./button.tsx";
import { FailedLine } from "./failed-line.tsx";
import styles from "./failed-notice.module.css";

export interface FailedNoticeProps extends Failure {
  /** Absent where it cannot be done without. */
  readonly onDismiss: (() => void) | undefined;
}

/** The same over the page, for what would lie there itself. */
export function FailedNotice({ onDismiss, ...failure }: FailedNoticeProps) {
  return (
    <div className={styles.notice}>
      <FailedLine {...failure} />
      {onDismiss !== undefined && (
        <Button tone="quiet" onClick={onDismiss}>
          {common.dismiss}
        </Button>
      )}
    </div>
  );
}
