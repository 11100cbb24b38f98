import { Rejected } from "@callmark/client";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useId, useState } from "react";
import { displayNameOf } from "../../shared/data/brands.ts";
import { sayProblem } from "../../shared/format/problem.ts";
import { sayReport } from "../../shared/format/report.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { ReportNotes } from "../../shared/ui/report-notes.tsx";
import { toastDone } from "../../shared/ui/toast.ts";
import { brands } from "../../texts/brands.ts";
import { common } from "../../texts/common.ts";
import { BrandForm } from "./brand-form.tsx";
import { detailsOf, draftOf, isSame } from "./draft.ts";
import styles from "./editor.module.css";
import { generalReports } from "./field-reports.ts";

const { creation: texts } = brands;

export interface CreateDialogProps {
  readonly orgId: string;
  readonly onClose: () => void;
  readonly onCreated: (brandId: string) => void;
}

/** Creates a brand. */
export function CreateDialog({ orgId, onClose, onCreated }: CreateDialogProps) {
  const { client } = useSession();
  const [blank] = useState(() => draftOf({}));
  const [draft, setDraft] = useState(blank);
  const form = useId();
  const create = useMutation({
    mutationFn: () => client.brands({ orgId }).create(detailsOf(draft, {})),
    onSuccess: ({ id, brandDetails, validationReports }) => {
      const said = validationReports.map(sayReport).join(" ");
      toastDone(texts.done(displayNameOf(brandDetails) ?? id), said === "" ? undefined : said);
      onCreated(id);
    },
  });
  const { error } = create;
  const reports = error instanceof Rejected ? error.validationReports : [];
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      isFilled={!isSame(draft, blank)}
      title={texts.title}
      description={texts.text}
      actions={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={form} tone="primary" busy={create.isPending}>
            {texts.submit}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={onSubmit} noValidate>
        <BrandForm draft={draft} onChange={setDraft} reports={reports} isCountryFixed={false} />
        <div className={styles.general} role="alert">
          <ReportNotes reports={generalReports(reports)} />
          {error !== null && !(error instanceof Rejected) && (
            <p className={styles.problem}>{sayProblem(error)}</p>
          )}
        </div>
      </form>
    </Dialog>
  );
}
