import { expect, test } from "vitest";
import { callerIds } from "./caller-ids.ts";
import { readFilter } from "./filter.ts";

const read = (text: string) => readFilter(text, callerIds.fields);
const meaning = (text: string) => read(text).meaning;

const NUMBER = "callerIdDetails.phoneNumber";
const DEPARTMENT = "callerIdDetails.department";

/** Ways to write one filter. */
const SPELLINGS: readonly (readonly [string, ...string[]])[] = [
  [
    "state==PUBLISHED",
    " state == PUBLISHED ",
    "state=='PUBLISHED'",
    'state=="PUBLISHED"',
    "((state==PUBLISHED))",
  ],
  [
    "id==1;state==PUBLISHED",
    "id==1 and state==PUBLISHED",
    "id=='1'  ;  (state==PUBLISHED)",
    "(id==1;state==PUBLISHED)",
  ],
  ["id==1,id==2;id==3", "id==1 or id==2 and id==3", "id==1,(id==2;id==3)", "(id==1),((id==2);(id==3))"],
  ["id==1;id==2;id==3", "(id==1;id==2);id==3", "id==1;(id==2;id==3)"],
  ["id==1,id==2,id==3", "(id==1,id==2),id==3", "id==1,(id==2,id==3)"],
  ["id=in=(1,2)", "id =in= ( 1 , '2' )", "(id=in=(1,2))"],
  ["id=in=1", "id=in=(1)", "id=in=('1')"],
  [
    "createdDate>2026-10-02T11:41:00Z",
    "createdDate=gt=2026-10-02T11:41:00Z",
    "createdDate=gt=2026-10-02t11:41:00z",
    "createdDate>2026-10-02T13:41:00+02:00",
    "createdDate>2026-10-02T11:41:00.000-00:00",
    "createdDate>'2026-10-01T12:41:00-23:00'",
  ],
  [
    "updatedDate<=2026-10-02T11:41:00.0001Z",
    "updatedDate=le=2026-10-02T11:41:00.000100Z",
    "updatedDate<=2026-10-02T10:41:00.0001-01:00",
  ],
  [`${NUMBER}==+1*`, `${NUMBER}=='+1*'`, `${NUMBER}==+1**`],
  [`${DEPARTMENT}==\\*`, `${DEPARTMENT}=='\\*'`, `${DEPARTMENT}=="\\*"`],
  [`${DEPARTMENT}=='a\\\\b'`, `${DEPARTMENT}==a\\b`, `${DEPARTMENT}==a\\\\b`],
];

test.each(SPELLINGS)("%s means the same however it is written", (first, ...others) => {
  expect(others.length).toBeGreaterThan(0);
  for (const other of others) expect(meaning(other), other).toBe(meaning(first));
});

/** Filters that all ask something else, near neighbours side by side. */
const DIFFERENT = [
  ...SPELLINGS.map(([first]) => first),
  // the operator
  "state!=PUBLISHED",
  "state=in=PUBLISHED",
  "state=out=PUBLISHED",
  "id==1",
  "id!=1",
  "createdDate>=2026-10-02T11:41:00Z",
  "createdDate<2026-10-02T11:41:00Z",
  // the order of operands and of list values, and how often they stand there
  "state==PUBLISHED;id==1",
  "id==2,id==1,id==3",
  "id=in=(2,1)",
  "id=in=(1,2,2)",
  "id==1;id==1",
  // precedence
  "(id==1,id==2);id==3",
  "id==1,id==2",
  "id==1;id==2",
  // the field
  "updatedDate>2026-10-02T11:41:00Z",
  `${DEPARTMENT}==+1*`,
  // the value
  "id==01",
  "id==12",
  "id=in=(12)",
  "createdDate>2026-10-02T11:41:00.001Z",
  "createdDate>2026-10-02T11:41:00.0001Z",
  "createdDate>2026-10-02T11:41:00.00010000000001Z",
  `${DEPARTMENT}==*`,
  `${DEPARTMENT}=='\\\\*'`,
  `${DEPARTMENT}==''`,
  `${DEPARTMENT}=='null'`,
  `${DEPARTMENT}=='a,b'`,
  `${DEPARTMENT}=in=('a,b')`,
  `${DEPARTMENT}=in=(a,b)`,
  `${DEPARTMENT}=in=('a\\",\\"b')`,
  `${DEPARTMENT}=='é'`,
  `${DEPARTMENT}=='e\u0301'`,
  `${DEPARTMENT}=='É'`,
  `${NUMBER}==+*1`,
  `${NUMBER}==+1*1`,
  `${NUMBER}==+1`,
];

test("filters that ask something else have another meaning", () => {
  const byMeaning = new Map<string, string>();
  for (const text of DIFFERENT) {
    expect.soft(byMeaning.get(meaning(text)), `the other one that means ${text}`).toBeUndefined();
    byMeaning.set(meaning(text), text);
  }
});

test.each([
  ["state==DELETED", true],
  ["state=in=DELETED", true],
  ["state=in=(PUBLISHED,DELETED)", true],
  ["state=='DELETED'", true],
  ["id==1;state==DELETED", true],
  ["id==1,(id==2;(state==FAILED,state=in=(DELETED)))", true],
  ["state==PUBLISHED;state==DELETED", true],
  ["state!=DELETED", false],
  ["state=out=DELETED", false],
  ["state=out=(DELETED,PUBLISHED)", false],
  ["state!=PUBLISHED", false],
  ["state==PUBLISHED,id==1", false],
  [`${DEPARTMENT}==DELETED`, false],
  [`${DEPARTMENT}=in=(DELETED,x);id!=1`, false],
])("%s lists deleted ones: %s", (text, expected) => {
  expect(read(text).includesDeleted).toBe(expected);
});
