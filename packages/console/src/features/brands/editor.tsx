import { type Brand, Rejected, type ValidationReport } from "@callmark/client";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useEffect, useState } from "react";
import { compareDetails } from "../../shared/format/brand-rows.ts";
import { sayProblem } from "../../shared/format/problem.ts";
import { useOvertaken } from "../../shared/hooks/use-overtaken.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Card } from "../../shared/ui/card.tsx";
import { ConflictDialog } from "../../shared/ui/conflict-dialog.tsx";
import { GoneDialog } from "../../shared/ui/gone-dialog.tsx";
import { ReportNotes } from "../../shared/ui/report-notes.tsx";
import { toastDone } from "../../shared/ui/toast.ts";
import { brands } from "../../texts/brands.ts";
import { BrandForm } from "./brand-form.tsx";
import { detailsOf, draftOf, isSame } from "./draft.ts";
import styles from "./editor.module.css";
import { generalReports } from "./field-reports.ts";
import { keepDraft, keptDraft } from "./kept-drafts.ts";

const { details: texts } = brands;

export interface EditorProps {
  readonly place: BrandPlace;
  readonly brand: Brand;
  readonly onChanged: () => void;
  /** Somebody else has deleted it. */
  readonly onGone: () => void;
}

/** Changes a brand, unless somebody else has changed it meanwhile. */
export function Editor({ place: { orgId }, brand, onChanged, onGone }: EditorProps) {
  const { client } = useSession();
  const [kept] = useState(() => keptDraft(brand.id));
  // The version that the fields began with; what comes in while nothing is changed takes its place.
  const [base, setBase] = useState(kept?.base ?? brand);
  const [draft, setDraft] = useState(() => kept?.draft ?? draftOf(brand.brandDetails));
  const [reports, setReports] = useState<readonly ValidationReport[]>([]);
  const { overtaken, look, forget } = useOvertaken(() => client.brands({ orgId }).get(brand.id));
  const isChanged = !isSame(draft, draftOf(base.brandDetails));
  if (brand.etag !== base.etag && !isChanged) {
    setBase(brand);
    setDraft(draftOf(brand.brandDetails));
  }
  useEffect(
    () => keepDraft(brand.id, isChanged ? { base, draft } : undefined),
    [brand.id, isChanged, base, draft],
  );
  const mine = detailsOf(draft, base.brandDetails);
  const start = (from: Brand) => {
    setBase(from);
    setDraft(draftOf(from.brandDetails));
    forget();
  };

  const save = useMutation({
    mutationFn: (over: Brand) => client.brands({ orgId }).update(over, mine),
    onSuccess: ({ validationReports, ...now }) => {
      toastDone(texts.saved.title, texts.saved.text);
      setReports(validationReports);
      start(now);
      onChanged();
    },
    onError: async (error) => {
      if (error instanceof Rejected) setReports(error.validationReports);
      await look(error);
    },
  });
  const refusal = save.error instanceof Rejected ? null : save.error;
  const problem = overtaken === undefined ? refusal : overtaken.is === "unread" ? overtaken.error : undefined;

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate(base);
  };

  return (
    <form onSubmit={onSubmit} noValidate>
      <Card title={texts.card}>
        <BrandForm
          draft={draft}
          onChange={setDraft}
          reports={reports}
          isCountryFixed={base.brandDetails.countryCodes !== undefined}
        />
        <div className={styles.general} role="alert">
          <ReportNotes reports={generalReports(reports)} />
          {problem != null && <p className={styles.problem}>{sayProblem(problem)}</p>}
        </div>
        {isChanged && (
          <div className={styles.bar}>
            <span className={styles.unsaved}>{texts.unsaved}</span>
            <Button
              onClick={() => {
                setReports([]);
                start(brand);
              }}
            >
              {texts.discard}
            </Button>
            <Button type="submit" tone="primary" busy={save.isPending}>
              {texts.save}
            </Button>
          </div>
        )}
      </Card>
      {overtaken?.is === "changed" && (
        <ConflictDialog
          theirs={overtaken.theirs}
          rows={compareDetails(overtaken.theirs.brandDetails, mine)}
          busy={save.isPending}
          onTheirs={() => {
            start(overtaken.theirs);
            onChanged();
          }}
          onMine={() => save.mutate(overtaken.theirs)}
          onClose={forget}
        />
      )}
      {overtaken?.is === "deleted" && <GoneDialog onClose={onGone} />}
    </form>
  );
}
