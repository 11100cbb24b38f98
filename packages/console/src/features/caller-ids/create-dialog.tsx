import { Rejected } from "@callmark/client";
import { readNumber } from "@callmark/sync";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useId, useRef, useState } from "react";
import { phoneNumber as shownNumber } from "../../shared/format/phone-number.ts";
import { sayProblem } from "../../shared/format/problem.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Field, TextInput } from "../../shared/ui/field.tsx";
import { toastDone } from "../../shared/ui/toast.ts";
import { panel } from "../../texts/caller-id-panel.ts";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import { common } from "../../texts/common.ts";
import styles from "./create-dialog.module.css";
import { DepartmentField } from "./department-field.tsx";
import { reportsOn, sayReport } from "./reports.ts";

/** Numbers without a country code are read as those of the United States, as the registry takes them. */
const COUNTRY = "US";

export interface CreateDialogProps {
  readonly place: BrandPlace;
  readonly onClose: () => void;
  readonly onCreated: (id: string) => void;
}

/** Registers a number. */
export function CreateDialog({ place, onClose, onCreated }: CreateDialogProps) {
  const { client } = useSession();
  const [typed, setTyped] = useState("");
  const [department, setDepartment] = useState("");
  const form = useId();
  const input = useRef<HTMLInputElement>(null);
  const { phoneNumber, reason } = readNumber(typed, COUNTRY);
  // Nobody is told that a number is wrong who is still writing it.
  const [wasSent, setWasSent] = useState(false);
  const create = useMutation({
    mutationFn: (number: string) =>
      client.callerIds(place).create({ phoneNumber: number, ...(department !== "" && { department }) }),
    onSuccess: ({ id, validationReports }, number) => {
      toastDone(panel.created(shownNumber(number)), validationReports.map(sayReport).join(" ") || undefined);
      onCreated(id);
    },
  });
  const { error } = create;
  const onNumber = error instanceof Rejected ? reportsOn(error, "phoneNumber") : undefined;
  const onDepartment = error instanceof Rejected ? reportsOn(error, "department") : undefined;
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setWasSent(true);
    create.reset();
    if (phoneNumber === undefined) input.current?.focus();
    else create.mutate(phoneNumber);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      isFilled={typed !== "" || department !== ""}
      title={texts.create}
      description={panel.create.text}
      actions={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={form} tone="primary" busy={create.isPending}>
            {panel.create.submit}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={onSubmit} noValidate>
        <Field
          label={texts.columns.number}
          hint={
            phoneNumber !== undefined && typed !== phoneNumber
              ? panel.create.sent(phoneNumber)
              : panel.create.hint
          }
          error={wasSent ? (reason ?? onNumber) : undefined}
        >
          <TextInput
            ref={input}
            mono
            type="tel"
            autoComplete="off"
            placeholder="+1 800 555 0100"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <DepartmentField place={place} value={department} onChange={setDepartment} error={onDepartment} />
        {error !== null && onNumber === undefined && onDepartment === undefined && (
          <p role="alert" className={styles.problem}>
            {sayProblem(error)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
