import { styleText } from "node:util";
import type { Column } from "./columns.ts";
import { fit, oneLine, padTo, widthOf } from "./text.ts";

const GAP = "  ";
/** What a column that shrinks keeps at least. */
const LEAST = 8;

/** What a table is drawn on. */
export interface Screen {
  readonly columns?: number | undefined;
}

/**
 * Draws rows under a heading, in columns by display width, none wider than the terminal. The widths are those of the
 * first rows that come: later ones keep to them, so that a list may be of any length.
 */
export function tableDrawer<Row>(columns: readonly Column<Row>[], screen: Screen) {
  let widths: number[] | undefined;
  // Some terminals say 0.
  const whole = screen.columns || 80;
  const draw = (cells: readonly string[], styled: (cell: string, column: number) => string) => {
    const line = cells.map((cell, column) => {
      const width = widths?.[column] ?? 0;
      const fitted = fit(cell, width);
      const shown = styled(fitted, column);
      return column === cells.length - 1 ? shown : shown + " ".repeat(Math.max(0, width - widthOf(fitted)));
    });
    return line.join(GAP).trimEnd();
  };
  return (rows: readonly Row[]): string[] => {
    const cells = rows.map((row) => columns.map(({ of }) => oneLine(of(row) ?? "")));
    const lines: string[] = [];
    if (widths === undefined) {
      const headings = columns.map(({ heading }) => heading);
      widths = narrowed(columns, [headings, ...cells], whole);
      lines.push(draw(headings, (cell) => styleText("bold", cell, { stream: process.stdout })));
    }
    const styled = (cell: string, column: number) => {
      const style = columns[column]?.style?.(cell);
      return style === undefined ? cell : styleText(style, cell, { stream: process.stdout });
    };
    return [...lines, ...cells.map((row) => draw(row, styled))];
  };
}

/**
 * As wide as the cells need. Where that is too much, those that may shrink give way, the widest first, and then the
 * last ones.
 */
function narrowed<Row>(
  columns: readonly Column<Row>[],
  cells: readonly (readonly string[])[],
  whole: number,
): number[] {
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ""))));
  const gaps = GAP.length * (columns.length - 1);
  const excess = () => widths.reduce((sum, width) => sum + width, gaps) - whole;
  const shrinking = columns.flatMap(({ shrinks }, column) => (shrinks ? [column] : []));
  const width = (column: number) => widths[column] ?? 0;
  while (excess() > 0) {
    const widest = shrinking.reduce((most, column) => Math.max(most, width(column)), 0);
    const column = shrinking.find((one) => width(one) === widest);
    if (column === undefined || widest <= LEAST) break;
    widths[column] = widest - 1;
  }
  for (let column = widths.length - 1; column > 0 && excess() > 0; column -= 1) {
    widths[column] = Math.max(0, width(column) - excess());
  }
  return widths;
}

/** `KEY  value` lines of one resource, for a person. */
export function card(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...pairs.map(([key]) => widthOf(key)));
  return pairs.map(([key, value]) => {
    const label = styleText("dim", padTo(key, width), { stream: process.stdout });
    return `${label}${GAP}${oneLine(value)}`.trimEnd();
  });
}
