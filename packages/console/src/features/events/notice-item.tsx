import type { Notification } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import { NoticeLine } from "../../shared/notices/notice-line.tsx";
import { useSession } from "../../shared/session/session.ts";
import { Detail, DetailList } from "../../shared/ui/detail-list.tsx";
import { ReportNotes } from "../../shared/ui/report-notes.tsx";
import { Skeleton } from "../../shared/ui/skeleton.tsx";
import { events } from "../../texts/events.ts";
import { notices } from "../../texts/notices.ts";
import { feedbackQuery } from "./event-queries.ts";
import { Foldable } from "./foldable.tsx";
import styles from "./notice-item.module.css";

const { feedback: texts } = events;

export interface NoticeItemProps {
  /** Whom it was told. */
  readonly orgId: string;
  readonly notice: Notification;
  readonly name: string | undefined;
  /** Who owns the brand, where that is known. */
  readonly owner: string | undefined;
  readonly brandName: string | undefined;
}

/** A notice; what the review found can be unfolded. */
export function NoticeItem({ orgId, notice, name, owner, brandName }: NoticeItemProps) {
  const { resourceType, resourceId, etag } = notice.resourceDetails;
  const what = name ?? notices.unnamed[resourceType];
  return (
    <Foldable
      label={events.show(what)}
      line={
        <NoticeLine
          notice={notice}
          name={name}
          orgId={owner}
          about={resourceType === "BRAND" ? undefined : brandName}
        />
      }
    >
      <div className={styles.found}>
        {notice.type !== "DELEGATION" && <Found orgId={orgId} resourceId={resourceId} etag={etag} />}
        <DetailList>
          <Detail name={texts.id} copy={resourceId}>
            <span className={styles.mono}>{resourceId}</span>
          </Detail>
          <Detail name={texts.etag} copy={etag}>
            <span className={styles.mono}>{etag}</span>
          </Detail>
        </DetailList>
      </div>
    </Foldable>
  );
}

interface FoundProps {
  readonly orgId: string;
  readonly resourceId: string;
  readonly etag: string;
}

function Found({ orgId, resourceId, etag }: FoundProps) {
  const { client } = useSession();
  const { data, isPending } = useQuery(feedbackQuery(client, orgId, resourceId, etag));
  if (isPending) return <Skeleton width={32} />;
  if (data === null || data === undefined) return <p className={styles.faint}>{texts.gone}</p>;
  const reports = [...data.validationReports, ...data.processingReports];
  return reports.length === 0 ? (
    <p className={styles.faint}>{texts.none}</p>
  ) : (
    <ReportNotes reports={reports} codes />
  );
}
