import type { Refused, Step } from "@callmark/sync";
import { useDepartments } from "../../shared/data/departments.tsx";
import { count } from "../../shared/format/count.ts";
import { phoneNumber } from "../../shared/format/phone-number.ts";
import type { Column } from "../../shared/ui/data-table.tsx";
import { Pill, type Tone } from "../../shared/ui/pill.tsx";
import { importing as texts } from "../../texts/import.ts";
import styles from "./step-columns.module.css";

/** A step of a plan as a row. */
export type StepRow = Step & { readonly id: string };

/** A step that was refused, with why. */
export type RefusedRow = StepRow & Pick<Refused, "code" | "message">;

const TONES: Readonly<Record<Step["action"], Tone>> = { create: "green", update: "blue", delete: "red" };

const ACTION: Column<StepRow> = {
  id: "action",
  header: texts.columns.action,
  width: "96px",
  typical: 8,
  cell: ({ action }) => (
    <Pill tone={TONES[action]} bare>
      {texts.actions[action]}
    </Pill>
  ),
};

const LINE: Column<StepRow> = {
  id: "line",
  header: texts.columns.line,
  width: "72px",
  typical: 4,
  cell: (step) => ("line" in step ? <span className={styles.line}>{count(step.line)}</span> : ""),
};

const NUMBER: Column<StepRow> = {
  id: "number",
  header: texts.columns.number,
  width: "150px",
  typical: 15,
  cell: (step) => <span className={styles.number}>{phoneNumber(step.phoneNumber)}</span>,
};

const DEPARTMENT: Column<StepRow> = {
  id: "department",
  header: texts.columns.department,
  width: "minmax(160px, 1fr)",
  typical: 22,
  cell: (step) => <Departments step={step} />,
};

/** The steps of a plan. */
export const STEP_COLUMNS: readonly Column<StepRow>[] = [ACTION, LINE, NUMBER, DEPARTMENT];

/** The steps that were refused. */
export const REFUSED_COLUMNS: readonly Column<RefusedRow>[] = [
  ACTION,
  LINE,
  NUMBER,
  {
    id: "message",
    header: texts.columns.message,
    width: "minmax(200px, 1fr)",
    typical: 40,
    cell: ({ code, message }) => <span title={`${code}: ${message}`}>{message}</span>,
  },
];

function Departments({ step }: { readonly step: Step }) {
  const { label } = useDepartments();
  const said = (department: string | undefined) =>
    department === undefined ? texts.plan.none : label(department);
  const now = said(step.department);
  if (step.action !== "update") return <span className={styles.soft}>{now}</span>;
  if (step.resubmitted !== undefined) return `${now} (${texts.plan.resubmitted})`;
  return (
    <>
      <del className={styles.was}>{said(step.was)}</del> → {now}
    </>
  );
}
