import type { Problem } from "@callmark/sync";
import { CircleAlert, Download } from "lucide-react";
import { count } from "../../shared/format/count.ts";
import { Button } from "../../shared/ui/button.tsx";
import type { Column } from "../../shared/ui/data-table.tsx";
import { importing as texts } from "../../texts/import.ts";
import { downloadCsv } from "./download.ts";
import { RowsTable } from "./rows-table.tsx";
import { REASON_ROW, Reason, Second } from "./step-columns.tsx";
import { Summary } from "./summary.tsx";

interface Row extends Problem {
  readonly id: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { id: "line", header: texts.columns.line, width: "72px", typical: 4, cell: ({ line }) => count(line) },
  {
    id: "column",
    header: texts.columns.column,
    width: "130px",
    typical: 11,
    cell: ({ column }) => column ?? "",
  },
  {
    id: "reason",
    header: texts.columns.reason,
    width: "minmax(200px, 1fr)",
    typical: 40,
    cell: ({ reason }) => <Reason>{reason}</Reason>,
  },
];

/** The same on a phone: where, and below it why. */
const NARROW_COLUMNS: readonly Column<Row>[] = [
  {
    id: "reason",
    header: texts.columns.reason,
    width: "minmax(0, 1fr)",
    typical: 40,
    cell: ({ line, column, reason }) => (
      <>
        <Second>
          {texts.atLine(count(line))}
          {column !== undefined && ` · ${column}`}
        </Second>
        <Reason>{reason}</Reason>
      </>
    ),
  },
];

export interface FaultyProps {
  readonly name: string;
  readonly problems: readonly Problem[];
  /** All of them, shown or not. */
  readonly total: number;
  readonly onAnother: () => void;
}

/** Every line of a file that is wrong, and why. */
export function Faulty({ name, problems, total, onAnother }: FaultyProps) {
  const { faulty } = texts;
  const rows = problems.map((problem, index): Row => ({ ...problem, id: String(index) }));
  const download = () =>
    downloadCsv(
      `${name}.problems.csv`,
      ["line", "column", "reason"],
      problems.map(({ line, column = "", reason }) => [String(line), column, reason]),
    );
  return (
    <>
      <Summary
        tone="problem"
        icon={<CircleAlert size={18} />}
        title={faulty.title(count(total))}
        text={
          total > problems.length ? `${faulty.text} ${faulty.first(count(problems.length))}` : faulty.text
        }
        actions={
          <>
            <Button icon={<Download size={14} />} onClick={download}>
              {faulty.download}
            </Button>
            <Button tone="primary" onClick={onAnother}>
              {texts.another}
            </Button>
          </>
        }
      />
      <RowsTable
        label={faulty.table}
        columns={COLUMNS}
        narrowColumns={NARROW_COLUMNS}
        narrowRow={REASON_ROW}
        rows={rows}
      />
    </>
  );
}
