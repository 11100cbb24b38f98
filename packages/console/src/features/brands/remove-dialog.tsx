import { NotFound, StaleEtag } from "@callmark/client";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { sayProblem } from "../../shared/format/problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { toastDone } from "../../shared/ui/toast.ts";
import { brands } from "../../texts/brands.ts";
import { common } from "../../texts/common.ts";
import styles from "./remove-dialog.module.css";

const { remove: texts } = brands;

export interface RemoveDialogProps {
  readonly name: string;
  /** What it means. */
  readonly text: string;
  /** Deletes the version that is shown. */
  readonly remove: () => Promise<void>;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Asks before something is deleted. */
export function RemoveDialog({ name, text, remove, onClose, onRemoved }: RemoveDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  const done = () => {
    toastDone(texts.done(name));
    onRemoved();
  };
  const removing = useMutation({
    mutationFn: remove,
    onSuccess: done,
    // Somebody else was faster, to the same end.
    onError: (error) => error instanceof NotFound && done(),
  });
  const { error } = removing;
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      initialFocus={cancel}
      title={texts.title(name)}
      description={text}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            {common.cancel}
          </Button>
          <Button tone="danger" busy={removing.isPending} onClick={() => removing.mutate()}>
            {texts.action}
          </Button>
        </>
      }
    >
      {error !== null && (
        <p role="alert" className={styles.problem}>
          {error instanceof StaleEtag ? texts.stale : sayProblem(error)}
        </p>
      )}
    </Dialog>
  );
}
