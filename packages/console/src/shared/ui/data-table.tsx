import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
} from "react";
import { classes } from "./classes.ts";
import styles from "./data-table.module.css";
import { Skeleton } from "./skeleton.tsx";

/** A column of a table. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** A track of a grid: `120px`, `minmax(0, 2fr)`. */
  readonly width: string;
  readonly cell: (row: Row) => ReactNode;
  /** How long what stands here usually is, in characters. */
  readonly typical: number;
}

/** What a page may ask of its table. */
export interface TableHandle {
  /** Moves the mark by rows, or to an end. */
  move(step: number | "first" | "last"): void;
  /** Goes back to the beginning; the mark stays. */
  scrollToTop(): void;
  /** Opens the marked row. */
  open(): void;
  /** Takes the focus, where nothing else has it: the keys move the mark at once. */
  takeFocus(): void;
}

export interface DataTableProps<Row> {
  /** What the rows are. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** How many rows there are, loaded or not. */
  readonly count: number;
  /** A row, where it is loaded. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Says apart whether the rows have changed. */
  readonly version: number;
  /** The rows that are drawn, from the first to the last. */
  readonly onDrawn: (first: number, last: number) => void;
  /** The marked row, which the keys move. */
  readonly marked: number;
  readonly onMark: (index: number) => void;
  readonly onOpen: (row: Row, index: number) => void;
  readonly isOpen: (row: Row) => boolean;
  /** Was it changed a moment ago? */
  readonly isFresh: (row: Row) => boolean;
  readonly narrow: boolean;
  /** How high a row is on a phone, in pixels; of two lines unless it says otherwise. */
  readonly narrowRow?: number;
  readonly ref?: Ref<TableHandle>;
}

/** Heights in pixels; of the header as in the style sheet. */
const HEADER = 34;
const ROW = 36;
const NARROW_ROW = 56;

/** A table that draws only the rows that are seen, however many there are. Rows not yet loaded show their outline. */
export function DataTable<Row extends { readonly id: string }>(props: DataTableProps<Row>) {
  const { columns, count, rowAt, onDrawn, marked, onMark, onOpen, narrow, narrowRow, version } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const height = narrow ? (narrowRow ?? NARROW_ROW) : ROW;
  const header = narrow ? 0 : HEADER;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 16,
    scrollPaddingStart: header,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is loaded may have changed as well
  useEffect(() => onDrawn(first, last), [first, last, onDrawn, version]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row's height is measured again where it changes
  useEffect(() => virtual.measure(), [height]);

  const mark = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    if (count === 0) return;
    onMark(next);
    virtual.scrollToIndex(next, { align: "auto" });
  };
  const open = () => {
    const row = rowAt(marked);
    if (row !== undefined) onOpen(row, marked);
  };
  const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - header) / height) - 1);
  const move = (step: number | "first" | "last") =>
    mark(step === "first" ? 0 : step === "last" ? count - 1 : marked + step);
  const scrollToTop = () => scroller.current?.scrollTo({ top: 0 });
  const takeFocus = () => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  };
  useImperativeHandle(props.ref, () => ({ move, open, scrollToTop, takeFocus }));

  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event.key, page);
    if (step === undefined && event.key !== "Enter") return;
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    if (step === undefined) open();
    else move(step);
  };

  const tracks = columns.map(({ width }) => width).join(" ");
  return (
    <div
      ref={scroller}
      className={classes(styles.table, narrow && styles.narrow)}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={items.some(({ index }) => index === marked) ? `row-${marked}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div
        role="row"
        aria-rowindex={1}
        tabIndex={-1}
        className={classes(styles.header, styles.line)}
        style={{ gridTemplateColumns: tracks }}
      >
        {columns.map((column) => (
          <div key={column.id} role="columnheader" tabIndex={-1} className={styles.cell}>
            {column.header}
          </div>
        ))}
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rowAt(index);
          return (
            <TableRow
              key={row?.id ?? index}
              row={row}
              index={index}
              top={start}
              height={height}
              tracks={tracks}
              columns={columns}
              isMarked={index === marked}
              isOpen={row !== undefined && props.isOpen(row)}
              isFresh={row !== undefined && props.isFresh(row)}
              onPress={() => {
                // The row itself may be gone once one has scrolled on.
                scroller.current?.focus({ preventScroll: true });
                onMark(index);
                if (row !== undefined) onOpen(row, index);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

function stepOf(key: string, page: number): number | "first" | "last" | undefined {
  switch (key) {
    case "ArrowDown":
      return 1;
    case "ArrowUp":
      return -1;
    case "PageDown":
      return page;
    case "PageUp":
      return -page;
    case "Home":
      return "first";
    case "End":
      return "last";
    default:
      return undefined;
  }
}

interface TableRowProps<Row> {
  readonly row: Row | undefined;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly tracks: string;
  readonly columns: readonly Column<Row>[];
  readonly isMarked: boolean;
  readonly isOpen: boolean;
  readonly isFresh: boolean;
  readonly onPress: () => void;
}

const TableRow = memo(DrawnRow, isSameRow) as typeof DrawnRow;

function DrawnRow<Row>({ row, index, top, height, tracks, columns, ...rest }: TableRowProps<Row>) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table takes the keys for its rows
    <div
      id={`row-${index}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={rest.isOpen}
      aria-busy={row === undefined || undefined}
      tabIndex={-1}
      className={classes(
        styles.row,
        styles.line,
        rest.isMarked && styles.marked,
        rest.isOpen && styles.open,
        rest.isFresh && styles.fresh,
      )}
      style={{ height, transform: `translateY(${top}px)`, gridTemplateColumns: tracks }}
      onClick={rest.onPress}
    >
      {columns.map(({ id, cell, typical }) => (
        <div key={id} role="gridcell" tabIndex={-1} className={styles.cell}>
          {row === undefined ? <Skeleton width={typical - ((index * 7) % 4)} /> : cell(row)}
        </div>
      ))}
    </div>
  );
}

/** `onPress` is made anew each time and does the same. */
function isSameRow<Row>(before: TableRowProps<Row>, after: TableRowProps<Row>): boolean {
  return (
    before.row === after.row &&
    before.index === after.index &&
    before.top === after.top &&
    before.height === after.height &&
    before.tracks === after.tracks &&
    before.columns === after.columns &&
    before.isMarked === after.isMarked &&
    before.isOpen === after.isOpen &&
    before.isFresh === after.isFresh
  );
}
