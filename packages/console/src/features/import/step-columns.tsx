import type { Refused, Step } from "@callmark/sync";
import type { ReactNode } from "react";
import { useDepartments } from "../../shared/data/departments.tsx";
import { count } from "../../shared/format/count.ts";
import { phoneNumber } from "../../shared/format/phone-number.ts";
import type { Column } from "../../shared/ui/data-table.tsx";
import { Pill, type Tone } from "../../shared/ui/pill.tsx";
import { callerIds } from "../../texts/caller-ids.ts";
import { importing as texts } from "../../texts/import.ts";
import styles from "./step-columns.module.css";

/** A step of a plan as a row. */
export type StepRow = Step & { readonly id: string };

/** A step that was refused, or that the registry failed on, with why. */
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

/** The steps that were not done. */
export const REFUSED_COLUMNS: readonly Column<RefusedRow>[] = [
  ACTION,
  LINE,
  NUMBER,
  {
    id: "message",
    header: texts.columns.message,
    width: "minmax(200px, 1fr)",
    typical: 40,
    cell: ({ code, message }) => <Reason code={code}>{message}</Reason>,
  },
];

/** What stands on the right on a phone. */
const NARROW_ACTION: Column<StepRow> = {
  id: "action",
  header: texts.columns.action,
  width: "auto",
  typical: 8,
  cell: (step) => (
    <div className={styles.right}>
      <Pill tone={TONES[step.action]} bare>
        {texts.actions[step.action]}
      </Pill>
      {"line" in step && <Second>{texts.atLine(count(step.line))}</Second>}
    </div>
  ),
};

/** The steps of a plan on a phone: two lines each. */
export const NARROW_STEP_COLUMNS: readonly Column<StepRow>[] = [
  {
    id: "number",
    header: texts.columns.number,
    width: "minmax(0, 1fr)",
    typical: 15,
    cell: (step) => (
      <>
        <span className={styles.number}>{phoneNumber(step.phoneNumber)}</span>
        <Second>
          <Departments step={step} />
        </Second>
      </>
    ),
  },
  NARROW_ACTION,
];

/** How high a row with a reason is on a phone, in pixels. */
export const REASON_ROW = 92;

/** The steps that were not done, on a phone. */
export const NARROW_REFUSED_COLUMNS: readonly Column<RefusedRow>[] = [
  {
    id: "message",
    header: texts.columns.message,
    width: "minmax(0, 1fr)",
    typical: 40,
    cell: ({ phoneNumber: number, code, message }) => (
      <>
        <span className={styles.number}>{phoneNumber(number)}</span>
        <Reason code={code}>{message}</Reason>
      </>
    ),
  },
  NARROW_ACTION,
];

/** Why something is wrong or was refused: on as many lines as a row has room for, all of it under the pointer. */
export function Reason({ code, children }: { readonly code?: string; readonly children: string }) {
  return (
    <span className={styles.reason} title={code === undefined ? children : `${code}: ${children}`}>
      {children}
    </span>
  );
}

/** What stands below, or beside, what a row is about. */
export function Second({ children }: { readonly children: ReactNode }) {
  return <div className={styles.second}>{children}</div>;
}

function Departments({ step }: { readonly step: Step }) {
  const { label } = useDepartments();
  const said = (department: string | undefined) =>
    department === undefined ? callerIds.noDepartment : label(department);
  const now = said(step.department);
  if (step.action !== "update") return <span className={styles.soft}>{now}</span>;
  if (step.resubmitted !== undefined) return `${now} (${texts.plan.resubmitted})`;
  return (
    <>
      <del className={styles.was}>{said(step.was)}</del> → {now}
    </>
  );
}
