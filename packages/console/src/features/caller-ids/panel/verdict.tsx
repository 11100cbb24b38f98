import type { CallerId } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import type { BrandPlace } from "../../../shared/session/place.ts";
import { useSession } from "../../../shared/session/session.ts";
import { ReportNotes } from "../../../shared/ui/report-notes.tsx";
import { historyQuery } from "./caller-id-queries.ts";
import styles from "./verdict.module.css";

export interface VerdictProps {
  readonly place: BrandPlace;
  readonly callerId: CallerId;
}

/** Why the review refused the version that is seen; nothing of any other. */
export function Verdict({ place, callerId: { id, etag, state } }: VerdictProps) {
  const { client } = useSession();
  const isRefused = state === "REJECTED" || state === "FAILED";
  const { data: steps } = useQuery({ ...historyQuery(client, place, id), enabled: isRefused });
  const step = isRefused ? steps?.find((each) => each.etag === etag && each.state === state) : undefined;
  if (step === undefined) return null;
  const { reason, validationReports, processingReports } = step;
  const reports = [...validationReports, ...processingReports];
  if (reason === undefined && reports.length === 0) return null;
  return (
    <div className={styles.verdict}>
      <ReportNotes reports={reports} />
      {reason !== undefined && <p>“{reason}”</p>}
    </div>
  );
}
