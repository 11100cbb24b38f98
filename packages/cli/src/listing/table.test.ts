import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { Column } from "./columns.ts";
import { tableDrawer } from "./table.ts";
import { fit, oneLine, widthOf } from "./text.ts";

interface Row {
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { heading: "ID", field: "id", of: ({ id }) => id },
  { heading: "NAME", field: "name", of: ({ name }) => name, shrinks: "end" },
  { heading: "PATH", field: "path", of: ({ path }) => path, shrinks: "start" },
];

const ROWS: readonly Row[] = [
  { id: "1", name: "Northwind", path: "department.support" },
  { id: "22", name: "北風小包", path: "" },
  { id: "3", name: "e\u0301clair 👩‍👩‍👧", path: "department.sales" },
];

function drawn(columns: number, rows = ROWS): string[] {
  return tableDrawer(COLUMNS, { columns })(rows).map(stripVTControlCharacters);
}

test("columns are as wide as they show, whatever their characters", () => {
  expect(drawn(80)).toEqual([
    "ID  NAME       PATH",
    "1   Northwind  department.support",
    "22  北風小包",
    "3   e\u0301clair 👩‍👩‍👧  department.sales",
  ]);
});

test.each([10, 16, 20, 24, 28, 33])("no line is wider than a terminal of %i columns", (columns) => {
  for (const line of drawn(columns)) expect(widthOf(line)).toBeLessThanOrEqual(columns);
});

test("what may shrink is cut, each at its end", () => {
  expect(drawn(28)).toEqual([
    "ID  NAME       PATH",
    "1   Northwind  …ment.support",
    "22  北風小包",
    "3   e\u0301clair 👩‍👩‍👧  …rtment.sales",
  ]);
});

test("later rows keep to the widths of the first", () => {
  const draw = tableDrawer(COLUMNS, { columns: 80 });
  draw([{ id: "1", name: "Northwind", path: "a" }]);
  expect(draw([{ id: "12345", name: "A name that is longer", path: "b" }])).toEqual(["1…  A name t…  b"]);
});

test("a terminal that says it has no columns counts as one of 80", () => {
  expect(drawn(0)).toEqual(drawn(80));
});

test.each([
  ["abcdef", 6, "abcdef"],
  ["abcdefg", 6, "abcde…"],
  ["北風小包", 5, "北風…"],
  ["北風小包", 6, "北風…"],
])("%s in %i columns is %s", (text, columns, expected) => {
  expect(fit(text, columns)).toBe(expected);
  expect(widthOf(fit(text, columns, "start"))).toBeLessThanOrEqual(columns);
});

test("what others wrote cannot move the cursor, nor begin a line or a cell", () => {
  expect(oneLine("a\u001b[2Jb\tc\r\nd\u009b1me\u2028f\u202eg")).toBe("a [2Jb c d 1me f g");
});
