import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { departmentCategories, loadDepartments } from "./departments.ts";

const folder = mkdtempSync(join(tmpdir(), "callmark-departments-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(content: string): string {
  const file = join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(file, content);
  return file;
}

const DOCUMENTED = [
  ["department.general.support.customer_service", { label: "Customer Service" }],
  ["department.general.support.service_center", { label: "Service Center" }],
];

test("without a file there are the two documented ones", () => {
  expect([...loadDepartments()]).toEqual(DOCUMENTED);
});

test("a file adds to them", () => {
  const departments = loadDepartments(fileOf('{"department.sales":{"label":"Sales"},"x":{"label":"é 😀"}}'));
  expect([...departments]).toEqual([
    ...DOCUMENTED,
    ["department.sales", { label: "Sales" }],
    ["x", { label: "é 😀" }],
  ]);
});

test("a file may name a documented one otherwise, and may be empty", () => {
  const key = "department.general.support.service_center";
  expect(loadDepartments(fileOf(`{"${key}":{"label":"Repairs"}}`)).get(key)).toEqual({ label: "Repairs" });
  expect([...loadDepartments(fileOf("{}"))]).toEqual(DOCUMENTED);
});

test("a department may be limited to categories; the documented ones are not", () => {
  const departments = loadDepartments(
    fileOf(
      '{"a":{"label":"A","categories":["dining","retail.books"]},"b":{"label":"B"},"__proto__":{"label":"C","categories":["x"]}}',
    ),
  );
  expect(Object.entries(departmentCategories(departments))).toEqual([
    ["a", ["dining", "retail.books"]],
    ["__proto__", ["x"]],
  ]);
  expect(departmentCategories(loadDepartments())).toEqual({});
});

test.each(["toString", "constructor", "__proto__", "", "department.general.support.customer_service "])(
  "%j is no department",
  (key) => {
    expect(loadDepartments().has(key)).toBe(false);
  },
);

test.each([
  ["not JSON", "{", "is not JSON"],
  ["empty", "", "is not JSON"],
  ["a list", "[]", "is not of the form"],
  ["null", "null", "is not of the form"],
  ["a text as a department", '{"a":"Sales"}', "/a"],
  ["no label", '{"a":{}}', "/a"],
  ["an empty label", '{"a":{"label":""}}', "/a/label"],
  ["a label that is no text", '{"a":{"label":1}}', "/a/label"],
  ["a label over 100 characters", `{"a":{"label":"${"x".repeat(101)}"}}`, "/a/label"],
  ["no categories", '{"a":{"label":"A","categories":[]}}', "/a/categories"],
  ["a category that is none", '{"a":{"label":"A","categories":["a."]}}', "/a/categories/0"],
  ["a text for categories", '{"a":{"label":"A","categories":"dining"}}', "/a/categories"],
  ["an unknown member", '{"a":{"label":"A","colour":"red"}}', "is not of the form"],
  ["an empty key", '{"":{"label":"A"}}', "is not of the form"],
  ["a key with a space", '{"a b":{"label":"A"}}', "is not of the form"],
  ["a key beyond ASCII", '{"é":{"label":"A"}}', "is not of the form"],
  ["a key with a line break", '{"a\\n":{"label":"A"}}', "is not of the form"],
  ["a key over 200 characters", `{"${"k".repeat(201)}":{"label":"A"}}`, "is not of the form"],
])("%s is refused, naming the file", (_, content, fragment) => {
  const file = fileOf(content);
  const load = () => loadDepartments(file);
  expect(load).toThrow(`CALLMARK_DEPARTMENTS_FILE: ${file} `);
  expect(load).toThrow(fragment);
});

test("a missing file is refused, naming it", () => {
  const file = join(folder, "missing.json");
  expect(() => loadDepartments(file)).toThrow(/^CALLMARK_DEPARTMENTS_FILE: ENOENT: .*missing\.json'$/);
});
