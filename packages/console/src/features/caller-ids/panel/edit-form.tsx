import { type CallerId, Rejected } from "@callmark/client";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { sayProblem } from "../../../shared/format/problem.ts";
import { useOvertaken } from "../../../shared/hooks/use-overtaken.ts";
import type { BrandPlace } from "../../../shared/session/place.ts";
import { useSession } from "../../../shared/session/session.ts";
import { Button } from "../../../shared/ui/button.tsx";
import { GoneDialog } from "../../../shared/ui/gone-dialog.tsx";
import { toastDone } from "../../../shared/ui/toast.ts";
import { panel as texts } from "../../../texts/caller-id-panel.ts";
import { common } from "../../../texts/common.ts";
import { DepartmentField } from "../department-field.tsx";
import { reportsOn } from "../reports.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import styles from "./edit-form.module.css";

export interface EditFormProps {
  readonly place: BrandPlace;
  readonly callerId: CallerId;
  /** What is chosen, before it is saved. */
  readonly onDraft: (department: string | undefined) => void;
  readonly onDone: (now: CallerId) => void;
  readonly onCancel: () => void;
  /** Somebody else has deleted it. */
  readonly onGone: () => void;
}

/** Changes what can be changed of a caller ID, unless somebody else has changed it meanwhile. */
export function EditForm({ place, callerId, onDraft, onDone, onCancel, onGone }: EditFormProps) {
  const { client } = useSession();
  // The version that the form began with, whatever comes in while it is open.
  const [base] = useState(callerId);
  const [department, setDepartment] = useState(base.callerIdDetails.department ?? "");
  const { overtaken, look, forget } = useOvertaken(() => client.callerIds(place).get(base.id));
  const choose = (chosen: string) => {
    setDepartment(chosen);
    onDraft(chosen === "" ? undefined : chosen);
  };
  const { phoneNumber } = base.callerIdDetails;
  const mine = { phoneNumber, ...(department !== "" && { department }) };

  const save = useMutation({
    mutationFn: (over: CallerId) => client.callerIds(place).update(over, mine),
    onSuccess: ({ validationReports: _, ...now }) => {
      toastDone(texts.saved.title, texts.saved.text);
      onDone(now);
    },
    onError: look,
  });
  const { error } = save;
  const refusal = error instanceof Rejected ? reportsOn(error, "department") : undefined;
  const problem = overtaken === undefined ? error : overtaken.is === "unread" ? overtaken.error : undefined;

  // Whoever pressed the key for it goes on by keys.
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("[role=combobox]")?.focus(), []);

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate(base);
  };

  return (
    <form ref={form} className={styles.form} onSubmit={onSubmit}>
      <DepartmentField place={place} value={department} onChange={choose} error={refusal} />
      <p className={styles.note}>{texts.edit.note}</p>
      {problem != null && refusal === undefined && (
        <p role="alert" className={styles.problem}>
          {sayProblem(problem)}
        </p>
      )}
      <div className={styles.actions}>
        <Button onClick={onCancel}>{common.cancel}</Button>
        <Button type="submit" tone="primary" busy={save.isPending}>
          {common.save}
        </Button>
      </div>
      {overtaken?.is === "changed" && (
        <ConflictDialog
          theirs={overtaken.theirs}
          mine={mine}
          busy={save.isPending}
          onTheirs={() => onDone(overtaken.theirs)}
          onMine={() => save.mutate(overtaken.theirs)}
          onClose={forget}
        />
      )}
      {overtaken?.is === "deleted" && <GoneDialog onClose={onGone} />}
    </form>
  );
}
