import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { common } from "../../texts/common.ts";
import { removal as texts } from "../../texts/removal.ts";
import { sayProblem } from "../format/problem.ts";
import { useOvertaken } from "../hooks/use-overtaken.ts";
import { Button } from "./button.tsx";
import { DateText } from "./date-text.tsx";
import { Dialog } from "./dialog.tsx";
import { StatePill } from "./pill.tsx";
import styles from "./remove-dialog.module.css";
import { toastDone } from "./toast.ts";

export interface RemoveDialogProps<Resource> {
  readonly name: string;
  /** What it means. */
  readonly text: string;
  /** The version that one has seen. */
  readonly resource: Resource;
  /** Deletes that version, and no other. */
  readonly remove: (seen: Resource) => Promise<void>;
  readonly read: () => Promise<Resource>;
  /** What a version says, beside its state. */
  readonly describe?: (now: Resource) => ReactNode;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Asks before something is deleted; where somebody has changed it meanwhile, says what it is now and asks again. */
export function RemoveDialog<Resource extends { readonly state: string; readonly updatedDate: string }>({
  name,
  text,
  resource,
  remove,
  read,
  describe,
  onClose,
  onRemoved,
}: RemoveDialogProps<Resource>) {
  const cancel = useRef<HTMLButtonElement>(null);
  const [seen, setSeen] = useState(resource);
  const { overtaken, look } = useOvertaken(read);
  const done = () => {
    toastDone(texts.done(name));
    onRemoved();
  };
  const removing = useMutation({
    mutationFn: () => remove(seen),
    onSuccess: done,
    onError: async (error) => {
      const found = await look(error);
      if (found?.is === "changed") setSeen(found.theirs);
      // Somebody else was faster, to the same end.
      if (found?.is === "deleted") done();
    },
  });
  const isChanged = overtaken?.is === "changed";
  const problem = overtaken?.is === "unread" ? overtaken.error : removing.error;
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      initialFocus={cancel}
      title={texts.title(name)}
      description={isChanged ? texts.stale : text}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            {common.cancel}
          </Button>
          <Button tone="danger" busy={removing.isPending} onClick={() => removing.mutate()}>
            {isChanged ? texts.anyway : texts.action}
          </Button>
        </>
      }
    >
      {isChanged && (
        <div className={styles.now}>
          <StatePill state={seen.state} />
          {describe?.(seen)}
          <span className={styles.changed}>
            {texts.changed} <DateText value={seen.updatedDate} />
          </span>
        </div>
      )}
      {problem !== null && !isChanged && (
        <p role="alert" className={styles.problem}>
          {sayProblem(problem)}
        </p>
      )}
    </Dialog>
  );
}
