import { type CallerId, NotFound, StaleEtag } from "@callmark/client";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { departmentLabel } from "../../../shared/format/department.ts";
import { phoneNumber } from "../../../shared/format/phone-number.ts";
import { sayProblem } from "../../../shared/format/problem.ts";
import type { BrandPlace } from "../../../shared/session/place.ts";
import { useSession } from "../../../shared/session/session.ts";
import { Button } from "../../../shared/ui/button.tsx";
import { Dialog } from "../../../shared/ui/dialog.tsx";
import { toastDone } from "../../../shared/ui/toast.ts";
import { panel as texts } from "../../../texts/caller-id-panel.ts";
import { callerIds } from "../../../texts/caller-ids.ts";
import { common } from "../../../texts/common.ts";
import styles from "./edit-form.module.css";

export interface DeleteDialogProps {
  readonly place: BrandPlace;
  readonly callerId: CallerId;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Deletes the version that one has seen; where somebody has changed it meanwhile, shows that one and asks again. */
export function DeleteDialog({ place, callerId, onClose, onDeleted }: DeleteDialogProps) {
  const { client } = useSession();
  const [seen, setSeen] = useState(callerId);
  const cancel = useRef<HTMLButtonElement>(null);
  const shown = phoneNumber(seen.callerIdDetails.phoneNumber);
  const done = () => {
    toastDone(texts.remove.done(shown));
    onDeleted();
  };
  const remove = useMutation({
    mutationFn: () => client.callerIds(place).delete(seen),
    onSuccess: done,
    onError: async (error) => {
      if (error instanceof NotFound) done();
      if (error instanceof StaleEtag) setSeen(await client.callerIds(place).get(seen.id));
    },
  });
  const { error } = remove;
  const isStale = error instanceof StaleEtag;
  const { department } = seen.callerIdDetails;
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      initialFocus={cancel}
      title={texts.remove.title(shown)}
      description={isStale ? texts.remove.stale : texts.remove.text}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            {common.cancel}
          </Button>
          <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
            {isStale ? texts.remove.anyway : callerIds.keys.remove}
          </Button>
        </>
      }
    >
      {isStale ? (
        <p>
          {callerIds.columns.department}:{" "}
          <strong>{department === undefined ? callerIds.noDepartment : departmentLabel(department)}</strong>
        </p>
      ) : (
        error !== null && (
          <p role="alert" className={styles.problem}>
            {sayProblem(error)}
          </p>
        )
      )}
    </Dialog>
  );
}
