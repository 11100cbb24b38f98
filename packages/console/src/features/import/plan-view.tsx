import type { Desired, Plan, Step } from "@callmark/sync";
import { requestsOf } from "@callmark/sync";
import { Check, ListChecks } from "lucide-react";
import { useMemo, useState } from "react";
import { count } from "../../shared/format/count.ts";
import { Button } from "../../shared/ui/button.tsx";
import { EmptyState } from "../../shared/ui/empty-state.tsx";
import { Switch } from "../../shared/ui/switch.tsx";
import { importing as texts } from "../../texts/import.ts";
import styles from "./plan-view.module.css";
import { RowsTable } from "./rows-table.tsx";
import { NARROW_STEP_COLUMNS, STEP_COLUMNS, type StepRow } from "./step-columns.tsx";
import { Summary } from "./summary.tsx";

const ACTIONS = ["create", "update", "delete", "leave"] as const;

export interface PlanViewProps {
  readonly name: string;
  readonly plan: Plan;
  readonly normalised: Desired["normalised"];
  readonly onApply: (deletes: boolean) => void;
  readonly onAnother: () => void;
}

/** What would be done, before it is done. */
export function PlanView({ name, plan, normalised, onApply, onAnother }: PlanViewProps) {
  const [deletes, setDeletes] = useState(false);
  const { counts, steps } = plan;
  const shown = useMemo(
    () =>
      steps.flatMap((step: Step, index): StepRow[] =>
        step.action === "delete" && !deletes ? [] : [{ ...step, id: String(index) }],
      ),
    [steps, deletes],
  );
  const requests = requestsOf(plan, { deletes });
  const [example] = normalised.examples;
  return (
    <>
      <Summary
        icon={<ListChecks size={18} />}
        title={texts.plan.title}
        text={name}
        actions={
          <>
            <Button onClick={onAnother}>{texts.another}</Button>
            {requests > 0 && (
              <Button tone="primary" onClick={() => onApply(deletes)}>
                {texts.plan.apply(count(requests))}
              </Button>
            )}
          </>
        }
      >
        <dl className={styles.counts}>
          {ACTIONS.map((action) => {
            const isLeft = action === "delete" && !deletes;
            const value = action === "leave" && !deletes ? counts.leave + counts.delete : counts[action];
            return (
              <div key={action} className={styles.count}>
                <dt>{texts.actions[action]}</dt>
                <dd className={styles[action]}>{count(isLeft ? 0 : value)}</dd>
              </div>
            );
          })}
        </dl>
        {counts.delete > 0 && (
          <Switch checked={deletes} onChange={setDeletes}>
            <span>
              {texts.plan.deletes(count(counts.delete))}
              <span className={styles.hint}> {texts.plan.deletesHint}</span>
            </span>
          </Switch>
        )}
        {example !== undefined && (
          <p className={styles.hint}>
            {texts.plan.normalised(count(normalised.count), example.from, example.to)}
          </p>
        )}
      </Summary>
      {shown.length === 0 ? (
        <EmptyState icon={<Check size={20} />} title={texts.plan.empty.title}>
          {texts.plan.empty.text}
        </EmptyState>
      ) : (
        <RowsTable
          label={texts.plan.table}
          columns={STEP_COLUMNS}
          narrowColumns={NARROW_STEP_COLUMNS}
          rows={shown}
        />
      )}
    </>
  );
}
