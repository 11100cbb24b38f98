import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf } from "../../test/support.ts";
import { writeCsv } from "../csv-text.ts";
import { LIMITS } from "../limits.ts";
import { cellsOf } from "./csv.ts";
import type { CountryCode } from "./number.ts";
import { FaultyFile } from "./problem.ts";
import { type Format, readDesired } from "./read.ts";

const NUMBER = "+18005555555";
const OTHER = "+18005555556";

interface Given {
  readonly format?: Format;
  readonly country?: CountryCode;
  readonly size?: number;
}

const UTF_16 = Buffer.from(`\uFEFFphoneNumber\r\n${NUMBER}\r\n${OTHER}\r\n`, "utf16le");

const read = (text: string | Uint8Array, { size, format = "csv", country }: Given = {}) =>
  readDesired(bytesOf(text, size), { format, country });

async function problemsOf(text: string | Uint8Array, given?: Given): Promise<readonly unknown[]> {
  const error = await read(text, given).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FaultyFile)) throw error ?? new Error("The file was taken");
  return error.problems.map(({ line, column, reason }) => [line, column, reason]);
}

describe("CSV that is taken", () => {
  test.each<[string, string, unknown[]]>([
    [
      "columns in any order",
      `department,phoneNumber\nd,${NUMBER}\n`,
      [{ line: 2, phoneNumber: NUMBER, department: "d", record: `d,${NUMBER}` }],
    ],
    ["a byte order mark", `\uFEFFphoneNumber\n${NUMBER}\n`, [{ line: 2, phoneNumber: NUMBER }]],
    ["CRLF", `phoneNumber,department\r\n${NUMBER},\r\n`, [{ line: 2, phoneNumber: NUMBER }]],
    [
      "CR alone",
      `phoneNumber,department\r${NUMBER},d\r`,
      [{ line: 2, phoneNumber: NUMBER, department: "d" }],
    ],
    ["no end of the last line", `phoneNumber\n${NUMBER}`, [{ line: 2, phoneNumber: NUMBER }]],
    [
      "spaces around cells, which are all of a department that is none",
      ` phoneNumber , department \n ${NUMBER} , d \n${OTHER}, \n`,
      [
        { line: 2, phoneNumber: NUMBER, department: "d", record: ` ${NUMBER} , d ` },
        { line: 3, phoneNumber: OTHER, record: `${OTHER}, ` },
      ],
    ],
    [
      "columns without a name, as a spreadsheet leaves them at the end",
      `phoneNumber,department,,\n${NUMBER},d,,\n`,
      [{ line: 2, phoneNumber: NUMBER, department: "d", record: `${NUMBER},d,,` }],
    ],
    [
      "empty lines and rows of empty cells",
      `\nphoneNumber,department\n\n,\n${NUMBER},d\n , \n`,
      [{ line: 5, phoneNumber: NUMBER, department: "d" }],
    ],
    [
      "quotes, and a cell of several lines",
      `phoneNumber,note\n"${NUMBER}","say ""a""\nb"\n${OTHER},c\n`,
      [
        { line: 2, phoneNumber: NUMBER, record: `"${NUMBER}","say ""a""\nb"` },
        { line: 4, phoneNumber: OTHER, record: `${OTHER},c` },
      ],
    ],
    [
      "a cell of several lines, whatever they end with",
      `phoneNumber,note\r\n${NUMBER},"a\r\nb\nc\rd\r\n\r\n"\r\n${OTHER},e\r\n`,
      [
        { line: 2, phoneNumber: NUMBER, record: `${NUMBER},"a\r\nb\nc\rd\r\n\r\n"` },
        { line: 8, phoneNumber: OTHER, record: `${OTHER},e` },
      ],
    ],
    [
      "what was written for a spreadsheet",
      `phoneNumber,department\n'${NUMBER},d\n"=""${OTHER}""",d\n`,
      [
        { line: 2, phoneNumber: NUMBER, department: "d", record: `'${NUMBER},d` },
        { line: 3, phoneNumber: OTHER, department: "d", record: `"=""${OTHER}""",d` },
      ],
    ],
  ])("%s", async (_, text, rows) => {
    for (const size of [1, 64 * 1024]) expect((await read(text, { size })).rows).toEqual(rows);
  });

  test("knows whether it speaks of departments", async () => {
    expect((await read(`phoneNumber\n${NUMBER}\n`)).hasDepartments).toBe(false);
    expect((await read(`phoneNumber,department\n${NUMBER},\n`)).hasDepartments).toBe(true);
    const ndjson = async (...lines: object[]) =>
      (await read(lines.map((line) => JSON.stringify(line)).join("\n"), { format: "ndjson" })).hasDepartments;
    expect(await ndjson({ phoneNumber: NUMBER }, { phoneNumber: OTHER })).toBe(false);
    expect(await ndjson({ phoneNumber: NUMBER }, { phoneNumber: OTHER, department: null })).toBe(true);
  });

  test("numbers as people write them are told", async () => {
    const text = `phoneNumber\n(800) 555-5555\n ${OTHER} \n800.555.5557\n`;
    const { rows, normalised } = await read(text, { country: "US" });
    expect(rows.map(({ phoneNumber }) => phoneNumber)).toEqual([NUMBER, OTHER, "+18005555557"]);
    expect(normalised).toEqual({
      count: 2,
      examples: [
        { line: 2, from: "(800) 555-5555", to: NUMBER },
        { line: 4, from: "800.555.5557", to: "+18005555557" },
      ],
    });
  });
});

describe("every wrong line is told", () => {
  test("of CSV, each with its line, its column and its reason", async () => {
    const text = [
      "phoneNumber,department",
      '"+1"800,x',
      `${NUMBER},"a`,
      `${OTHER},b`,
      `${OTHER},b`,
      "1.80056E+10,",
      ",x",
      "1,2,3",
      "18005555555.0,",
    ].join("\n");
    expect(await problemsOf(text)).toEqual([
      [2, "phoneNumber", expect.stringContaining("closing quote")],
      [3, "department", expect.stringContaining("never closed")],
      [5, "phoneNumber", `${OTHER} stands on line 4 already: expected each number once`],
      [6, "phoneNumber", expect.stringContaining("spreadsheet")],
      [7, "phoneNumber", "The number is missing"],
      [8, undefined, "Expected 2 cells, as the header has, not 3"],
      [9, "phoneNumber", expect.stringContaining("decimals")],
    ]);
  });

  test("a number that is written in two ways is a duplicate", async () => {
    expect(await problemsOf(`phoneNumber\n${NUMBER}\n(800) 555-5555\n`, { country: "US" })).toEqual([
      [3, "phoneNumber", `${NUMBER} stands on line 2 already: expected each number once`],
    ]);
  });

  test("of NDJSON", async () => {
    const text = [
      `{"phoneNumber":"${NUMBER}"}`,
      "",
      '{"phoneNumber":18005555556}',
      "{",
      "[]",
      '{"department":"d"}',
      `{"phoneNumber":"${OTHER}","department":1}`,
      // Taken for a member that goes along, it would take the department from the number.
      `{"phoneNumber":"${OTHER}","Department":"d"}`,
      `{"phone_number":"${OTHER}"}`,
    ].join("\n");
    expect(await problemsOf(text, { format: "ndjson" })).toEqual([
      [3, "phoneNumber", "Expected a text, not 18005555556"],
      [4, undefined, expect.stringContaining("no JSON")],
      [5, undefined, expect.stringContaining("Expected an object")],
      [6, "phoneNumber", "The number is missing"],
      [7, "department", "Expected a text, not 1"],
      [8, "Department", "Expected it to be called department"],
      [9, "phone_number", "Expected it to be called phoneNumber"],
    ]);
  });

  test("what is no UTF-8, and what is too long, costs its line alone", async () => {
    const long = "x".repeat(LIMITS.lineBytes + 1);
    const bytes = Buffer.concat([
      Buffer.from("phoneNumber\n"),
      Buffer.from([0xff, 0x0a]),
      Buffer.from(`${long}\nnone\n`),
    ]);
    for (const size of [1, 7, 64 * 1024]) {
      expect(await problemsOf(bytes, { size })).toEqual([
        [2, undefined, "The line is no UTF-8"],
        [3, undefined, expect.stringContaining("too long")],
        [4, "phoneNumber", expect.stringContaining("E.164")],
      ]);
    }
  });

  test("beyond what is kept they are counted", async () => {
    const text = `phoneNumber\n${"x\n".repeat(LIMITS.problemsKept + 5)}`;
    const error = (await read(text).catch((reason: unknown) => reason)) as FaultyFile;
    expect(error.problems).toHaveLength(LIMITS.problemsKept);
    expect(error.count).toBe(LIMITS.problemsKept + 5);
    expect(error.message).toBe("200,005 lines are wrong");
  });

  test.each<[string, string | Uint8Array, string]>([
    ["an empty file", "", "The file is empty"],
    ["no header", `${NUMBER},d\n`, "has no column phoneNumber"],
    ["a long name in it", `a${"😀".repeat(30)}\n`, `only 'a${"😀".repeat(19)}':`],
    ["another header", "number,dept\n", "has no column phoneNumber, only 'number', 'dept'"],
    [
      "a header in other letters",
      "Phone Number,Department\n",
      "'Phone Number' for phoneNumber and 'Department'",
    ],
    [
      "the names that a list of callmark has",
      "id,callerIdDetails.phoneNumber,callerIdDetails.department\n",
      "'callerIdDetails.phoneNumber' for phoneNumber and 'callerIdDetails.department' for department",
    ],
    ["one of two in other letters", "phoneNumber,DEPARTMENT\n", "'DEPARTMENT' for department"],
    ["a column twice", "phoneNumber,note,note\n", "'note' twice"],
    ["semicolons", "phoneNumber;department\n", "separated by ';'"],
    ["tabs", "phoneNumber\tdepartment\n", "separated by 'a tab'"],
    ["a header that is not closed", `"phoneNumber\n${NUMBER}\n`, "never closed"],
    ["a header that is no UTF-8", Buffer.from(`phoneNumber,\xfc\n${NUMBER},d\n`, "latin1"), "no UTF-8"],
    ["UTF-16", UTF_16, "The file is UTF-16"],
    ["UTF-16, the other way round", Buffer.from(UTF_16).swap16(), "The file is UTF-16"],
  ])("%s is told once", async (_, text, reason) => {
    expect(await problemsOf(text)).toEqual([[1, undefined, expect.stringContaining(reason)]]);
  });

  test("UTF-16 is told once of NDJSON, too", async () => {
    expect(await problemsOf(UTF_16, { format: "ndjson" })).toEqual([
      [1, undefined, "The file is UTF-16: save it as UTF-8"],
    ]);
  });
});

test("NDJSON keeps other members, as text, under the columns that there are", async () => {
  const text = `{"phoneNumber":"${NUMBER}","tags":["a"],"department":null}\n{"note":"n","phoneNumber":"${OTHER}","department":"d"}\n`;
  const { columns, rows } = await read(text, { format: "ndjson" });
  expect(columns).toEqual(["phoneNumber", "department", "tags", "note"]);
  expect(rows).toEqual([
    { line: 1, phoneNumber: NUMBER, record: `${NUMBER},,"[""a""]"` },
    { line: 2, phoneNumber: OTHER, department: "d", record: `${OTHER},d,,n` },
  ]);
});

test("what is written as CSV is read as it was, in pieces of any size, for a spreadsheet or not", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "=", "+", "-", "'", " ", "é") });
  const numbers = fc.uniqueArray(fc.integer({ min: 2_000_000, max: 9_999_999 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      numbers,
      fc.array(cell, { minLength: 8, maxLength: 8 }),
      fc.nat(30),
      fc.boolean(),
      async (...given) => {
        const [some, notes, size, forSpreadsheet] = given;
        const written = some.map((number, at) => [`+1800${number}`, "d", notes[at] ?? ""]);
        const text = writeCsv([["phoneNumber", "department", "note"], ...written], { forSpreadsheet });
        const { rows } = await read(text, { size: size + 1 });
        expect(rows.map(({ phoneNumber }) => phoneNumber)).toEqual(written.map(([number]) => number));
        if (!forSpreadsheet)
          expect(rows.map(({ record = "" }) => cellsOf(record)[2])).toEqual(
            written.map(([, , note]) => note),
          );
      },
    ),
  );
});

test("reading anything at all ends with rows or with problems", async () => {
  const unit = fc.constantFrom('"', ",", "\n", "\r", "+", "1", "phoneNumber", "{", "}", "\uFEFF", "😀");
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit, maxLength: 80 }),
      fc.constantFrom<Format>("csv", "ndjson"),
      async (text, format) => {
        const result = await read(text, { format, size: 3 }).catch((reason: unknown) => reason);
        expect(result instanceof FaultyFile || Array.isArray((result as { rows?: unknown }).rows)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
