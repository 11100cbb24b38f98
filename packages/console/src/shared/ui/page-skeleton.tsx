import { PageBody } from "./page-body.tsx";
import styles from "./page-skeleton.module.css";
import { Skeleton } from "./skeleton.tsx";

/** Stands for a page whose content is on its way. */
export function PageSkeleton() {
  return (
    <PageBody width="wide">
      <div className={styles.outline} aria-hidden>
        <Skeleton width={18} />
        <Skeleton width={42} />
        <Skeleton width={36} />
        <Skeleton width={24} />
      </div>
    </PageBody>
  );
}
