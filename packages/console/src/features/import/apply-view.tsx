import { Progress } from "@base-ui/react/progress";
import { type Failed, type Refused, rejectedRows } from "@callmark/sync";
import { CircleAlert, CircleCheckBig, CloudOff, Download, Pause, Play, RefreshCw } from "lucide-react";
import { useMemo } from "react";
import { count } from "../../shared/format/count.ts";
import { sayProblem } from "../../shared/format/problem.ts";
import { Link } from "../../shared/navigation/navigation.ts";
import { paths } from "../../shared/navigation/paths.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { Button } from "../../shared/ui/button.tsx";
import { importing as texts } from "../../texts/import.ts";
import styles from "./apply-view.module.css";
import { downloadCsv } from "./download.ts";
import type { ImportRun, ImportState } from "./import-run.ts";
import { RowsTable } from "./rows-table.tsx";
import { NARROW_REFUSED_COLUMNS, REASON_ROW, REFUSED_COLUMNS, type RefusedRow } from "./step-columns.tsx";
import { Summary, type SummaryProps } from "./summary.tsx";

export type Applying = Extract<ImportState, { readonly is: "applying" | "paused" | "stopped" | "finished" }>;

export interface ApplyViewProps {
  readonly place: BrandPlace;
  readonly run: ImportRun;
  readonly state: Applying;
}

/** How far an import is, and what was not done. */
export function ApplyView({ place, run, state }: ApplyViewProps) {
  const { plan, done, refused, failed, total } = state;
  const ended = done + refused.length + failed.length;
  const rows = useMemo(() => rowsOf(plan.steps, [...refused, ...failed]), [plan, refused, failed]);
  return (
    <>
      <Summary {...headOf(state)} actions={<Controls place={place} run={run} state={state} />}>
        <Progress.Root value={ended} max={Math.max(1, total)} className={styles.progress}>
          <Progress.Label className={styles.label}>{texts.applying.progress}</Progress.Label>
          <span className={styles.value}>
            {texts.applying.of(count(ended), count(total))}
            {refused.length > 0 && (
              <span className={styles.refused}> · {texts.applying.refused(count(refused.length))}</span>
            )}
            {failed.length > 0 && (
              <span className={styles.refused}> · {texts.applying.failed(count(failed.length))}</span>
            )}
          </span>
          <Progress.Track className={styles.track}>
            <Progress.Indicator className={styles.indicator} />
          </Progress.Track>
        </Progress.Root>
      </Summary>
      {rows.length > 0 && (
        <RowsTable
          label={texts.finished.table}
          columns={REFUSED_COLUMNS}
          narrowColumns={NARROW_REFUSED_COLUMNS}
          narrowRow={REASON_ROW}
          rows={rows}
        />
      )}
    </>
  );
}

function headOf(state: Applying): Pick<SummaryProps, "tone" | "icon" | "title" | "text"> {
  switch (state.is) {
    case "applying":
      return state.isWaiting
        ? { icon: <CloudOff size={18} />, title: texts.applying.title, text: texts.applying.waiting }
        : { icon: <RefreshCw size={18} />, title: texts.applying.title, text: texts.applying.leave };
    case "paused":
      return { icon: <Pause size={18} />, title: texts.applying.paused, text: texts.applying.leave };
    case "stopped":
      return {
        tone: "problem",
        icon: <CircleAlert size={18} />,
        title: texts.failed.applying,
        text: `${sayProblem(state.error)} ${texts.failed.applyingText}`,
      };
    case "finished":
      return finishedHead(state);
  }
}

function finishedHead({
  done,
  refused,
  failed,
}: Applying): Pick<SummaryProps, "tone" | "icon" | "title" | "text"> {
  const isAllDone = refused.length + failed.length === 0;
  const text =
    refused.length === 0
      ? texts.finished.all(count(done))
      : texts.finished.some(count(done), count(refused.length));
  return {
    tone: isAllDone ? "done" : "problem",
    icon: isAllDone ? <CircleCheckBig size={18} /> : <CircleAlert size={18} />,
    title: texts.finished.title,
    text: failed.length === 0 ? text : `${text} ${texts.finished.failed(count(failed.length))}`,
  };
}

function Controls({ place, run, state }: ApplyViewProps) {
  const { plan, refused } = state;
  const download = refused.length > 0 && state.is !== "applying" && (
    <Button
      icon={<Download size={14} />}
      onClick={() => {
        const { columns, rows } = rejectedRows(plan, { refused });
        downloadCsv("refused.csv", columns, rows);
      }}
    >
      {texts.finished.download}
    </Button>
  );
  switch (state.is) {
    case "applying":
      return (
        <Button icon={<Pause size={14} />} busy={state.isPausing} onClick={() => run.pause()}>
          {texts.applying.pause}
        </Button>
      );
    case "paused":
    case "stopped":
      return (
        <>
          {download}
          <Button onClick={() => run.reset()}>{texts.another}</Button>
          <Button tone="primary" icon={<Play size={14} />} onClick={() => run.resume()}>
            {texts.applying.resume}
          </Button>
        </>
      );
    case "finished":
      return (
        <>
          {download}
          <Button onClick={() => run.reset()}>{texts.another}</Button>
          <Link href={paths.callerIds(place)} className={styles.show}>
            {texts.finished.show}
          </Link>
        </>
      );
  }
}

function rowsOf(
  steps: Applying["plan"]["steps"],
  notDone: readonly (Refused | Failed)[],
): readonly RefusedRow[] {
  return notDone.flatMap(({ step: place, code, message }) => {
    const step = steps[place];
    return step === undefined ? [] : [{ ...step, id: String(place), code, message }];
  });
}
