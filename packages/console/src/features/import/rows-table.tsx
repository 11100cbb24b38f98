import { useState } from "react";
import { useNarrow } from "../../shared/hooks/use-media.ts";
import { type Column, DataTable } from "../../shared/ui/data-table.tsx";

export interface RowsTableProps<Row> {
  /** What the rows are. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** The same on a phone. */
  readonly narrowColumns: readonly Column<Row>[];
  /** How high a row is there, in pixels. */
  readonly narrowRow?: number;
  readonly rows: readonly Row[];
}

const never = () => false;
const nothing = () => {};

/** A table whose rows are all there. */
export function RowsTable<Row extends { readonly id: string }>({
  label,
  columns,
  narrowColumns,
  narrowRow,
  rows,
}: RowsTableProps<Row>) {
  const [marked, setMarked] = useState(0);
  const narrow = useNarrow();
  return (
    <DataTable
      label={label}
      columns={narrow ? narrowColumns : columns}
      count={rows.length}
      rowAt={(index) => rows[index]}
      version={rows.length}
      onDrawn={nothing}
      marked={Math.min(marked, Math.max(0, rows.length - 1))}
      onMark={setMarked}
      onOpen={nothing}
      isOpen={never}
      isFresh={never}
      narrow={narrow}
      {...(narrowRow !== undefined && { narrowRow })}
    />
  );
}
