import { CircleAlert } from "lucide-react";
import { common } from "../../texts/common.ts";
import { sayProblem } from "../format/problem.ts";
import { Button } from "./button.tsx";
import styles from "./failed-line.module.css";

export interface FailedLineProps {
  readonly error: unknown;
  readonly onRetry: () => unknown;
  /** What could not be shown, where that is not said beside it. */
  readonly title?: string;
}

/** The same as `Failed` on one line, where the rest of what stands there can be seen. */
export function FailedLine({ error, onRetry, title }: FailedLineProps) {
  return (
    <div role="alert" className={styles.line}>
      <CircleAlert size={15} aria-hidden />
      <p className={styles.text}>
        {title !== undefined && <strong className={styles.title}>{title}</strong>} {sayProblem(error)}
      </p>
      <Button onClick={() => void onRetry()}>{common.retry}</Button>
    </div>
  );
}
