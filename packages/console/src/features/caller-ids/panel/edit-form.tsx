import { type CallerId, Rejected, StaleEtag } from "@callmark/client";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { sayProblem } from "../../../shared/format/problem.ts";
import type { BrandPlace } from "../../../shared/session/place.ts";
import { useSession } from "../../../shared/session/session.ts";
import { Button } from "../../../shared/ui/button.tsx";
import { toastDone } from "../../../shared/ui/toast.ts";
import { panel as texts } from "../../../texts/caller-id-panel.ts";
import { common } from "../../../texts/common.ts";
import { DepartmentField } from "../department-field.tsx";
import { reportsOn } from "../reports.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import styles from "./edit-form.module.css";

export interface EditFormProps {
  readonly place: BrandPlace;
  /** Keys of departments to choose from. */
  readonly departments: readonly string[];
  readonly callerId: CallerId;
  readonly onDone: (now: CallerId) => void;
  readonly onCancel: () => void;
}

/** Changes what can be changed of a caller ID, unless somebody else has changed it meanwhile. */
export function EditForm({ place, departments, callerId, onDone, onCancel }: EditFormProps) {
  const { client } = useSession();
  // The version that the form began with, whatever comes in while it is open.
  const [base] = useState(callerId);
  const [department, setDepartment] = useState(base.callerIdDetails.department ?? "");
  const [theirs, setTheirs] = useState<CallerId>();
  const { phoneNumber } = base.callerIdDetails;
  const mine = { phoneNumber, ...(department !== "" && { department }) };

  const save = useMutation({
    mutationFn: (over: CallerId) => client.callerIds(place).update(over, mine),
    onSuccess: ({ validationReports: _, ...now }) => {
      toastDone(texts.saved.title, texts.saved.text);
      onDone(now);
    },
    onError: async (error) => {
      if (error instanceof StaleEtag) setTheirs(await client.callerIds(place).get(base.id));
    },
  });
  const { error } = save;
  const refusal = error instanceof Rejected ? reportsOn(error, "department") : undefined;

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate(base);
  };

  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <DepartmentField
        departments={departments}
        value={department}
        onChange={setDepartment}
        error={refusal}
      />
      <p className={styles.note}>{texts.edit.note}</p>
      {error !== null && refusal === undefined && !(error instanceof StaleEtag) && (
        <p role="alert" className={styles.problem}>
          {sayProblem(error)}
        </p>
      )}
      <div className={styles.actions}>
        <Button onClick={onCancel}>{common.cancel}</Button>
        <Button type="submit" tone="primary" busy={save.isPending}>
          {common.save}
        </Button>
      </div>
      {theirs !== undefined && (
        <ConflictDialog
          theirs={theirs}
          mine={mine}
          busy={save.isPending}
          onTheirs={() => onDone(theirs)}
          onMine={() => save.mutate(theirs)}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </form>
  );
}
