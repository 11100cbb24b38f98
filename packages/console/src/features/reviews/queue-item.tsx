import type { Review } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import { Image, Phone, Store } from "lucide-react";
import { useEffect, useRef } from "react";
import { displayNameOf } from "../../shared/data/brands.ts";
import { useSession } from "../../shared/session/session.ts";
import { classes } from "../../shared/ui/classes.ts";
import { DateText } from "../../shared/ui/date-text.tsx";
import { Skeleton } from "../../shared/ui/skeleton.tsx";
import { reviews as texts } from "../../texts/reviews.ts";
import styles from "./queue-item.module.css";
import { reviewQuery } from "./review-queries.ts";
import { titleOf } from "./title.ts";

const ICONS = { BRAND: Store, BRAND_ASSET: Image, BUSINESS_CALLER_ID: Phone } as const;

export interface QueueItemProps {
  readonly review: Review;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

/** One of what waits. */
export function QueueItem({ review, isOpen, onOpen }: QueueItemProps) {
  const { client } = useSession();
  const { data, isError } = useQuery(reviewQuery(client, review));
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) button.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  const Icon = ICONS[review.resourceType];
  const kind = texts.kinds[review.resourceType];
  const brand = displayNameOf(data?.evidence.brand?.brandDetails ?? {}) ?? data?.evidence.orgLegalName;
  return (
    <button
      ref={button}
      type="button"
      className={classes(styles.item, isOpen && styles.open)}
      aria-current={isOpen || undefined}
      onClick={onOpen}
    >
      <span className={styles.icon}>
        <Icon size={15} aria-hidden />
      </span>
      <span className={styles.words}>
        <span className={styles.title}>
          {data === undefined ? isError ? kind : <Skeleton width={16} /> : titleOf(data)}
        </span>
        <span className={styles.about}>{brand === undefined ? kind : `${kind} · ${brand}`}</span>
      </span>
      <span className={styles.when}>
        <DateText value={review.submittedDate} />
      </span>
    </button>
  );
}
