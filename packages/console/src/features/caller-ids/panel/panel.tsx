import type { CallerId } from "@callmark/client";
import { NotFound } from "@callmark/client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Trash2, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useActions } from "../../../shared/actions/actions.ts";
import { phoneNumber } from "../../../shared/format/phone-number.ts";
import { sayProblem } from "../../../shared/format/problem.ts";
import { useLiveEvents } from "../../../shared/live/live-events.ts";
import type { BrandPlace } from "../../../shared/session/place.ts";
import { useSession } from "../../../shared/session/session.ts";
import { Button } from "../../../shared/ui/button.tsx";
import { CopyButton } from "../../../shared/ui/copy-button.tsx";
import { EmptyState } from "../../../shared/ui/empty-state.tsx";
import { StatePill } from "../../../shared/ui/pill.tsx";
import { Skeleton } from "../../../shared/ui/skeleton.tsx";
import { Tooltip } from "../../../shared/ui/tooltip.tsx";
import { panel as panelTexts } from "../../../texts/caller-id-panel.ts";
import { callerIds as texts } from "../../../texts/caller-ids.ts";
import { common } from "../../../texts/common.ts";
import { CallPreview } from "./call-preview.tsx";
import { callerIdQuery } from "./caller-id-queries.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { Details } from "./details.tsx";
import { EditForm } from "./edit-form.tsx";
import { History } from "./history.tsx";
import styles from "./panel.module.css";
import { Verdict } from "./verdict.tsx";
import { Versions } from "./versions.tsx";

export interface PanelProps {
  readonly place: BrandPlace;
  readonly id: string;
  /** As the table has it: seen until it is read, and where it is deleted and can be read no longer. */
  readonly listed: CallerId | undefined;
  readonly onClose: () => void;
  /** It was changed or deleted here. */
  readonly onChanged: () => void;
}

/** One caller ID, beside the table. */
export function Panel({ place, id, listed, onClose, onChanged }: PanelProps) {
  const { client, canWrite } = useSession();
  const queries = useQueryClient();
  const query = callerIdQuery(client, place, id);
  const { data, error } = useQuery(query);
  const isGone = error instanceof NotFound;
  const isDeleted = isGone && listed?.state === "DELETED";
  const callerId = isGone ? (isDeleted ? listed : undefined) : (data ?? listed);
  const [doing, setDoing] = useState<"edit" | "delete">();
  /** The department that is chosen while it is edited, for the preview. */
  const [draft, setDraft] = useState<{ readonly department: string | undefined }>();
  const section = useRef<HTMLElement>(null);
  // The etag guards what the table has as well: nothing waits for what is being read.
  const mayChange = canWrite && callerId !== undefined && callerId.state !== "DELETED";

  useLiveEvents(place.orgId, (events, missed) => {
    if (missed || events.some(({ resourceDetails }) => resourceDetails.resourceId === id)) {
      void queries.invalidateQueries({ queryKey: query.queryKey });
    }
  });
  const stopEditing = () => {
    // What has the focus goes with the form.
    section.current?.focus({ preventScroll: true });
    setDoing(undefined);
  };
  const edit = () => {
    setDraft(undefined);
    setDoing("edit");
  };
  const close = () => {
    if (section.current?.contains(document.activeElement)) {
      document.querySelector<HTMLElement>("[role=grid]")?.focus();
    }
    onClose();
  };
  useActions([
    {
      id: "close",
      label: texts.keys.close,
      group: texts.keys.group,
      keys: "Escape",
      keysOnly: true,
      run: () => (doing === "edit" ? stopEditing() : close()),
    },
    mayChange && {
      id: "edit",
      label: texts.keys.edit,
      group: texts.keys.group,
      keys: "e",
      run: edit,
    },
    mayChange && {
      id: "delete",
      label: texts.keys.remove,
      group: texts.keys.group,
      keys: "Delete",
      run: () => setDoing("delete"),
    },
  ]);
  // On a phone the panel covers the table: what is read goes on in it.
  useEffect(() => {
    if (matchMedia("(max-width: 720px)").matches) section.current?.focus();
  }, []);

  const changed = (now: CallerId) => {
    queries.setQueryData(query.queryKey, now);
    for (const past of ["versions", "history"]) {
      void queries.invalidateQueries({ queryKey: [...query.queryKey, past] });
    }
    stopEditing();
    onChanged();
  };

  const gone = () => {
    onChanged();
    close();
  };

  return (
    <aside ref={section} className={styles.panel} aria-label={texts.one} tabIndex={-1}>
      <header className={styles.header}>
        <div className={styles.heading}>
          {callerId === undefined ? (
            <h2 className={styles.title}>{error === null ? <Skeleton width={14} /> : texts.one}</h2>
          ) : (
            <>
              <h2 className={styles.title}>{phoneNumber(callerId.callerIdDetails.phoneNumber)}</h2>
              <CopyButton
                text={callerId.callerIdDetails.phoneNumber}
                what={texts.columns.number.toLowerCase()}
              />
              <StatePill state={callerId.state} />
            </>
          )}
        </div>
        <Tooltip content={common.close} keys="Esc">
          <Button tone="quiet" square aria-label={common.close} icon={<X size={16} />} onClick={close} />
        </Tooltip>
      </header>
      {error !== null && callerId === undefined && (
        <EmptyState icon={<X size={20} />} title={panelTexts.missing.title}>
          {error instanceof NotFound ? panelTexts.missing.text : sayProblem(error)}
        </EmptyState>
      )}
      {callerId !== undefined && (
        <div className={styles.body}>
          <CallPreview
            place={place}
            department={(doing === "edit" && draft ? draft : callerId.callerIdDetails).department}
            state={callerId.state}
          />
          <Verdict place={place} callerId={callerId} />
          {mayChange && doing !== "edit" && (
            <div className={styles.actions}>
              <Button icon={<Pencil size={14} />} onClick={edit}>
                {texts.keys.edit}
              </Button>
              <Button icon={<Trash2 size={14} />} onClick={() => setDoing("delete")}>
                {texts.keys.remove}
              </Button>
            </div>
          )}
          {doing === "edit" && mayChange && (
            <EditForm
              place={place}
              callerId={callerId}
              onDraft={(department) => setDraft({ department })}
              onDone={changed}
              onCancel={stopEditing}
              onGone={gone}
            />
          )}
          <Versions place={place} callerId={callerId} />
          <Details callerId={callerId} />
          <History place={place} id={id} />
          {doing === "delete" && mayChange && (
            <DeleteDialog
              place={place}
              callerId={callerId}
              onClose={() => setDoing(undefined)}
              onDeleted={gone}
            />
          )}
        </div>
      )}
    </aside>
  );
}
