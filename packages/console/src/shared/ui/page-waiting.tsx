import { common } from "../../texts/common.ts";
import page from "./page.module.css";
import { PageSkeleton } from "./page-skeleton.tsx";
import styles from "./page-waiting.module.css";
import { Skeleton } from "./skeleton.tsx";

/** Stands for a page that is loaded, once that takes longer than a moment. */
export function PageWaiting() {
  return (
    <div className={styles.waiting} role="status" aria-label={common.loading}>
      <div className={page.header}>
        <Skeleton width={14} />
      </div>
      <PageSkeleton />
    </div>
  );
}
