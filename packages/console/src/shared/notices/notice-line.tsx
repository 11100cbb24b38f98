import type { Notification } from "@callmark/client";
import { Image, Phone, Store } from "lucide-react";
import type { ReactNode } from "react";
import { notices as texts } from "../../texts/notices.ts";
import { Link } from "../navigation/navigation.ts";
import { paths } from "../navigation/paths.ts";
import { classes } from "../ui/classes.ts";
import { DateText } from "../ui/date-text.tsx";
import styles from "./notice-line.module.css";

const ICONS = { BRAND: Store, BRAND_ASSET: Image, BUSINESS_CALLER_ID: Phone } as const;
const TONES = {
  PROCESSING_SUCCESSFUL: "green",
  VALIDATION_FAILURE: "red",
  PROCESSING_FAILURE: "plum",
  DELEGATION: "blue",
} as const;

export interface NoticeLineProps {
  readonly notice: Notification;
  /** What its resource is called, where that is known. */
  readonly name: string | undefined;
  /** The brand's owner; without it nothing leads to the resource. */
  readonly orgId: string | undefined;
  /** What else tells it apart, such as its brand. */
  readonly about?: string | undefined;
}

/** What happened, to what, and when. */
export function NoticeLine({ notice, name, orgId, about }: NoticeLineProps) {
  const { resourceType } = notice.resourceDetails;
  const Icon = ICONS[resourceType];
  return (
    <div className={styles.line}>
      <span className={classes(styles.icon, styles[TONES[notice.type]])}>
        <Icon size={14} aria-hidden />
      </span>
      <p className={styles.words}>
        <NoticedLink notice={notice} orgId={orgId}>
          {name ?? texts.unnamed[resourceType]}
        </NoticedLink>{" "}
        <span className={styles.what}>{whatHappened(notice)}</span>
        {about !== undefined && <span className={styles.about}>{about}</span>}
      </p>
      <span className={styles.when}>
        <DateText value={notice.createdDate} />
      </span>
    </div>
  );
}

function whatHappened(notice: Notification): string {
  if (notice.type !== "DELEGATION") return texts.outcome[notice.type];
  const { orgLegalName } = notice.resourceDetails.delegationDetails;
  return `${texts.delegated[notice.operation]} ${orgLegalName}`;
}

function NoticedLink({
  notice: { resourceDetails },
  orgId,
  children,
}: Pick<NoticeLineProps, "notice" | "orgId"> & { readonly children: ReactNode }) {
  if (orgId === undefined) return <span className={styles.name}>{children}</span>;
  return (
    <Link className={styles.name} href={pathOf(resourceDetails, orgId)}>
      {children}
    </Link>
  );
}

function pathOf(
  { resourceType, resourceId, brandId }: Notification["resourceDetails"],
  orgId: string,
): string {
  const place = { orgId, brandId };
  switch (resourceType) {
    case "BUSINESS_CALLER_ID":
      return paths.callerIds(place, { open: resourceId });
    case "BRAND_ASSET":
      return paths.brand(place, "assets");
    case "BRAND":
      return paths.brand(place, "details");
  }
}
