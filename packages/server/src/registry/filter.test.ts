import type { Operator } from "@callmark/ql";
import { expect, test } from "vitest";
import { FIELDS, OPERATORS, read, refusal } from "../../test/filter-table.ts";
import { callerIds } from "./caller-ids.ts";
import type { Condition } from "./filter.ts";

const cells = Object.entries(FIELDS).flatMap(([field, entry]) =>
  OPERATORS.map((operator) => ({ field, operator, entry })),
);
const allowed = cells.filter(({ operator, entry }) => entry.operators.includes(operator));
const isList = (operator: Operator) => operator === "=in=" || operator === "=out=";

test("the fields are those of the table", () => {
  expect(Object.keys(callerIds.fields).sort()).toEqual(Object.keys(FIELDS).sort());
});

test.each(allowed)("$field$operator takes its good values", ({ field, operator, entry }) => {
  for (const [written, value] of entry.good) {
    const filter = read(`${field}${operator}${written}`);
    expect(filter.root).toEqual({
      kind: "condition",
      field,
      type: callerIds.fields[field],
      operator,
      values: [value],
    });
  }
  if (!isList(operator)) return;
  const list = entry.good.map(([written]) => written).join(",");
  expect((read(`${field}${operator}(${list})`).root as Condition).values).toEqual(
    entry.good.map(([, value]) => value),
  );
});

test.each(allowed)("$field$operator refuses its bad values, and says where", ({ field, operator, entry }) => {
  const before = "id==1 ; ";
  for (const written of entry.bad) {
    const { status, code, message, context } = refusal(`${before}${field}${operator}${written}`);
    const position = before.length + field.length + operator.length;
    expect({ status, code }).toEqual({ status: 400, code: "InvalidQuery" });
    expect(context).toMatchObject({ position, field, operator });
    // Quotes and escapes apart, the value stands there as it was written.
    if (/^[^'\\]*$/.test(written)) expect(context.value).toBe(written);
    else expect(context.value).toBeTypeOf("string");
    for (const said of [`'${field}'`, `at position ${position}`, entry.expected])
      expect(message).toContain(said);
    if (!isList(operator)) continue;
    const good = entry.good[0]?.[0] ?? "";
    const listed = refusal(`${before}${field}${operator}(${good},${written})`);
    expect(listed.context).toMatchObject({ position: position + `(${good},`.length, field, operator });
  }
});

test.each(cells.filter(({ operator, entry }) => !entry.operators.includes(operator)))(
  "$field does not know $operator, and says which ones it knows",
  ({ field, operator, entry }) => {
    const before = "(id==1,";
    const value = isList(operator) ? "(x,y)" : "'x'";
    const { code, message, context } = refusal(`${before}${field} ${operator}${value})`);
    const position = before.length + field.length + 1;
    expect(code).toBe("InvalidQuery");
    expect(context).toEqual({ position, field, operator });
    for (const said of [
      `'${operator}'`,
      `'${field}'`,
      `at position ${position}`,
      entry.operators.join(" "),
    ]) {
      expect(message).toContain(said);
    }
  },
);

test.each([
  [">", "=gt="],
  [">=", "=ge="],
  ["<", "=lt="],
  ["<=", "=le="],
] as const)("the alias %s is the operator %s", (alias, operator) => {
  const value = "2026-10-02T11:41:00Z";
  expect((read(`createdDate${alias}${value}`).root as Condition).operator).toBe(operator);
  expect(refusal(`id${alias}1`).context).toEqual({ position: 2, field: "id", operator });
});

test.each(allowed.filter(({ operator, entry }) => entry.wildcards && !isList(operator)))(
  "$field$operator takes patterns",
  ({ field, operator }) => {
    const value = (written: string) => (read(`${field}${operator}${written}`).root as Condition).values;
    expect(value("*")).toEqual([{ pattern: [null] }]);
    expect(value("'*'")).toEqual([{ pattern: [null] }]);
    expect(value("+1*5*")).toEqual([{ pattern: ["+1", null, "5", null] }]);
    expect(value("*1**2")).toEqual([{ pattern: [null, "1", null, "2"] }]);
    expect(value("+\\**")).toEqual([{ pattern: ["+*", null] }]);
  },
);

test.each(allowed.filter(({ operator, entry }) => !entry.wildcards || isList(operator)))(
  "$field$operator refuses a star, and shows it",
  ({ field, operator, entry }) => {
    const start = field.length + operator.length;
    const cases: [string, number][] = [
      ["*", start],
      ["+1*", start + 2],
      ["'1*2*'", start + 2],
    ];
    if (isList(operator))
      cases.push([`(${entry.good[0]?.[0]},+1*)`, start + `(${entry.good[0]?.[0]},+1`.length]);
    for (const [written, position] of cases) {
      const { code, message, context } = refusal(`${field}${operator}${written}`);
      expect(code).toBe("InvalidQuery");
      expect(context).toMatchObject({ position, field, operator });
      expect(message).toContain(`at position ${position}`);
      expect(message).toContain("'*'");
      expect(message).toContain(entry.wildcards ? "\\*" : entry.expected);
    }
  },
);

test.each(["==", "!="])("a pattern of a number with %s begins with + or *", (operator) => {
  const field = "callerIdDetails.phoneNumber";
  for (const written of ["1*", "1800*5", "'(*'", "\\*1*", "' +1*'"]) {
    const position = field.length + operator.length;
    const { message, context } = refusal(`${field}${operator}${written}`);
    expect(context).toMatchObject({ position, field, operator });
    for (const said of ["'+'", "'*'", `at position ${position}`]) expect(message).toContain(said);
  }
  for (const written of ["+*", "*", "*1", "'+1*'"])
    expect(() => read(`${field}${operator}${written}`)).not.toThrow();
});

test.each([
  "phoneNumber",
  "ID",
  "Id",
  "etag",
  "orgId",
  "callerIdDetails",
  "toString",
  "constructor",
  "__proto__",
  "id.id",
  "é",
])("%s is no field, and the message lists those that are", (field) => {
  const { code, message, context } = refusal(`id==1;${field}==x`);
  expect(code).toBe("InvalidQuery");
  expect(context).toEqual({ position: 6, field, operator: "==" });
  for (const said of [`'${field}'`, "at position 6", ...Object.keys(FIELDS)]) expect(message).toContain(said);
});

test.each([
  ["", { position: 0 }],
  ["state==", { position: 7, field: "state" }],
  ["state=like=A", { position: 5, field: "state", operator: "=like=" }],
  ["state==(A,B)", { position: 7, field: "state", operator: "==" }],
  ["state=='A", { position: 9, field: "state", value: "'A" }],
  ["state==PUBLISHED;", { position: 17 }],
])("what is no filter at all keeps the position of the parser: %s", (written, context) => {
  const given = refusal(written);
  expect(given).toMatchObject({ status: 400, code: "InvalidQuery", context });
  expect(Object.keys(given.context).sort()).toEqual(Object.keys(context).sort());
  expect(given.message).toContain(`position ${context.position}`);
});

test("a long value is cut in the message, between characters", () => {
  for (let before = 90; before < 110; before += 1) {
    const { message, context } = refusal(`id==${"9".repeat(before)}${"😀".repeat(20)}`);
    expect(String(context.value).length).toBeLessThanOrEqual(100);
    expect(String(context.value).isWellFormed()).toBe(true);
    expect(message.isWellFormed()).toBe(true);
    expect(message.length).toBeLessThan(300);
  }
});

test("a filter cannot be changed once it is read", () => {
  const { root } = read("state==PUBLISHED;(id=in=(1,2),callerIdDetails.phoneNumber==+1*)");
  const frozen = (value: unknown): boolean =>
    typeof value !== "object" ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every(frozen));
  expect(frozen(root)).toBe(true);
});
