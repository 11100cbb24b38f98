import { type SubmitEvent, useId, useRef, useState } from "react";
import { sayProblem } from "../../shared/format/problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Field, TextInput } from "../../shared/ui/field.tsx";
import { Select } from "../../shared/ui/select.tsx";
import { common } from "../../texts/common.ts";
import { reviews } from "../../texts/reviews.ts";
import { codeChoices } from "./codes.ts";
import styles from "./refuse-dialog.module.css";

const { rejecting: texts } = reviews;

/** Characters that a note may have. */
const NOTE_CHARACTERS = 1_000;

export interface Refusal {
  readonly code: string | undefined;
  readonly note: string | undefined;
}

export interface RefuseDialogProps {
  /** The rules that may be named. */
  readonly codes: readonly string[];
  /** `fail` says that it could not be judged, for which no rule need be named. */
  readonly how: "reject" | "fail";
  /** It is on its way: it can be neither changed nor put away. */
  readonly busy: boolean;
  /** Why it was not taken. */
  readonly problem: unknown;
  readonly onRefuse: (refusal: Refusal) => void;
  readonly onClose: () => void;
}

/** Asks why a version is refused. */
export function RefuseDialog({ codes, how, busy, problem, onRefuse, onClose }: RefuseDialogProps) {
  const choices = codeChoices(codes);
  const [code, setCode] = useState(choices[0]?.value);
  const [note, setNote] = useState("");
  const form = useId();
  const first = useRef<HTMLInputElement>(null);
  const isReject = how === "reject";
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    onRefuse({ code: isReject ? code : undefined, note: note.trim() === "" ? undefined : note.trim() });
  };
  return (
    <Dialog
      open
      {...(!busy && { onClose })}
      isFilled={note !== ""}
      initialFocus={first}
      title={isReject ? texts.title : texts.failTitle}
      description={isReject ? texts.text : texts.failText}
      actions={
        <>
          <Button disabled={busy} onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" form={form} tone="danger" busy={busy}>
            {isReject ? texts.submit : texts.submitFail}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={onSubmit}>
        {isReject && code !== undefined && (
          <Field label={texts.code} hint={<code className={styles.code}>{code}</code>}>
            <Select value={code} onChange={setCode} choices={choices} />
          </Field>
        )}
        <Field label={texts.note} hint={texts.noteHint}>
          <TextInput
            ref={first}
            value={note}
            maxLength={NOTE_CHARACTERS}
            onChange={({ target }) => setNote(target.value)}
          />
        </Field>
        {problem !== undefined && (
          <p role="alert" className={styles.problem}>
            {sayProblem(problem)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
