import { beforeAll, expect, test } from "vitest";
import { errorOf, pageOf, summaryOf } from "../../support/answer.ts";
import { type Api, demoApi } from "../../support/api.ts";
import { DEMO } from "../../support/demo.ts";
import { sharedProgram } from "../../support/program.ts";
import { sendRaw } from "../../support/raw-connection.ts";

const program = sharedProgram({ demo: true });
let api: Api;
beforeAll(async () => {
  api = await demoApi(program().url);
});

/** The demo's caller IDs, newest first. */
const LETTERS = "ABCD";
const letterOf = (id: string) => LETTERS[(DEMO.ids as readonly string[]).indexOf(id)] ?? "?";

/** A query string as it goes over the wire, byte for byte. */
const list = (query: string) =>
  sendRaw(program().url, "GET", `${api.collection}?${query}`, api.authorization);

async function matched(query: string): Promise<string> {
  const { data, total } = pageOf(await list(query));
  expect(total).toBe(data.length);
  return data.map(({ id }) => letterOf(id)).join("");
}

const NUMBER = "callerIdDetails.phoneNumber";
const DEPARTMENT = "callerIdDetails.department";

test.each([
  // A raw plus before a digit or a star at the start of an argument is a plus sign.
  [`${NUMBER}==+18005555555`, "A"],
  [`${NUMBER}!=+18005555555`, "BCD"],
  [`${NUMBER}%3D%3D+18005555555`, "A"],
  [`${NUMBER}==%2B18005555555`, "A"],
  [`${NUMBER}==%2b18005555555`, "A"],
  [`${NUMBER}==+%31800555%35555`, "A"],
  [`${NUMBER}==++18005555555`, "A"],
  [`${NUMBER}+==+%2B18005555555`, "A"],
  [`${NUMBER}+==++18005555555+`, "A"],
  [`${NUMBER}=='+18005555555'`, "A"],
  [`${NUMBER}=="+18005555555"`, "A"],
  [`${NUMBER}==%27+18005555555%27`, "A"],
  [`${NUMBER}==%22%2B18005555555"`, "A"],
  [`${NUMBER}==+18*`, "ABCD"],
  [`${NUMBER}==+*5`, "A"],
  [`${NUMBER}=='+*5'`, "A"],
  [`${NUMBER}==+1800999010*`, "CD"],
  [`${NUMBER}==+1800999010%2A`, "CD"],
  [`${NUMBER}==*7777`, "B"],
  [`${NUMBER}=in=+18005555555`, "A"],
  [`${NUMBER}=in=(+18005555555,+18007777777)`, "AB"],
  [`${NUMBER}=in=(%2B18005555555,+18007777777)`, "AB"],
  [`${NUMBER}=in=(+%2B18005555555+,++18007777777+)`, "AB"],
  [`${NUMBER}=in=%28'+18005555555'%2C"+18007777777"%29`, "AB"],
  [`${NUMBER}=out=(+18005555555,+18007777777)`, "CD"],
  // Between a time and an offset at the end of an argument, too.
  ["createdDate==2026-10-02T13:41:00+02:00", "A"],
  ["createdDate==2026-10-02T13:41:00%2B02:00", "A"],
  ["createdDate==2026-10-02t13%3A41%3A00.000+02%3A00", "A"],
  ["createdDate=='2026-10-02T13:41:00+02:00'", "A"],
  ['createdDate=="2026-10-02T13:41:00+02:00"', "A"],
  ["createdDate==2026-10-02T11:41:00+00:00", "A"],
  ["createdDate==2026-10-02T13:41:00+02:00;state==PUBLISHED", "A"],
  ["createdDate==2026-10-02T13:41:00+02:00,state==SUBMITTED", "AD"],
  ["createdDate==2026-10-02T13:41:00+02:00+and+state==PUBLISHED", "A"],
  ["(createdDate==2026-10-02T13:41:00+02:00)", "A"],
  ["createdDate>2026-10-01T12:31:00+02:00", "A"],
  ["createdDate<2026-10-01T12:31:00+02:00", "CD"],
  ["createdDate%3E=2026-10-01T12:31:00+02:00", "AB"],
  ["createdDate%3C%3D2026-10-01T12:31:00+02:00", "BCD"],
  ["createdDate=gt=2026-08-14T11:05:00+02:00;createdDate=lt=2026-10-02T13:41:00+02:00", "B"],
  // Elsewhere it is a space, as in a form.
  ["state==PUBLISHED+and+id==9467895078742654419", "B"],
  ["state==SUBMITTED+or+id==9467895078742654419", "BD"],
  ["+state+==+PUBLISHED+", "ABC"],
  ["state+=in=+(+PUBLISHED+,+SUBMITTED+)", "ABCD"],
  ["(+state==PUBLISHED+)+;+(+id!=9467895078742654419+)", "AC"],
  [`${DEPARTMENT}!='a+b'`, "ABCD"],
  [`${NUMBER}==+18005555555+or+${NUMBER}==+18007777777`, "AB"],
  // Percent-encoded and bare forms mean the same.
  ["state==PUBLISHED", "ABC"],
  ["%73%74%61%74%65%3D%3D%50UBLISHED", "ABC"],
  ["state%3d%3dPUBLISHED%3bid%21%3d9467895078742654419", "AC"],
  ["state==PUBLISHED%20and%20id==9467895078742654419", "B"],
  ["%28state==PUBLISHED%2Cstate==SUBMITTED%29;id!=1", "ABCD"],
  ["state=='PUBLISHED'", "ABC"],
  ['state=="PUBLISHED"', "ABC"],
  ["state==%22PUBLISHED%22", "ABC"],
  ["state=='PUBLISHE\\D'", "ABC"],
  [`${DEPARTMENT}==department.*.service_center`, "B"],
  [`${DEPARTMENT}==department.%2A.service_center`, "B"],
  [`${DEPARTMENT}!=%26%23%25`, "ABCD"],
  // A semicolon separates no parameters, and a question mark nothing at all.
  ["state==PUBLISHED;id==9467895078742654419", "B"],
  [`${DEPARTMENT}!=?`, "ABCD"],
])("ql=%s matches %s", async (ql, expected) => {
  expect(await matched(`ql=${ql}`)).toBe(expected);
});

test.each([
  ["limit=1000&ql=state==SUBMITTED&", "D"],
  ["&ql=state==SUBMITTED&after=", "D"],
  ["ql=id==9467895078742654419,state==SUBMITTED&limit=1000", "BD"],
])("?%s: only & separates", async (query, expected) => {
  expect(await matched(query)).toBe(expected);
});

test.each([
  ["ql=state==PUBLISHED;limit=1", "limit"],
  ["ql=state==PUBLISHED;after=x", "after"],
])("?%s: what follows a semicolon is still the filter", async (query, field) => {
  expect(errorOf(await list(query))).toMatchObject({ code: "InvalidQuery", context: { field } });
});

test.each([
  // A plus that stands elsewhere than at an argument's start or before an offset is a space.
  [`${NUMBER}==+1800555+5555`, 38],
  [`${NUMBER}==1+8005555555`, 31],
  ["createdDate==2026-10-02T13:41:00+2:00", 33],
  ["createdDate==2026-10-02+02:00", 24],
  ["state==PUBLISHED+id==1", 17],
  [`${NUMBER}==%2B%2B18005555555`, 29],
])("ql=%s is no filter, from %i on", async (ql, position) => {
  expect(errorOf(await list(`ql=${ql}`))).toMatchObject({ code: "InvalidQuery", context: { position } });
});

test("bytes that no URL has are no request", async () => {
  expect(summaryOf(await list("ql=callerIdDetails.department!=é"))).toBe("400 BadRequest");
});

test("the longest legal filter, percent-encoded whole, is taken and repeated by next", async () => {
  const start = `state==PUBLISHED;${DEPARTMENT}!='`;
  const text = `${start}${"☎".repeat(4096 - start.length - 1)}'`;
  expect(text).toHaveLength(4096);
  const bytes = [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const first = pageOf(await list(`ql=${bytes}&limit=2`));
  expect([first.total, first.data.length]).toEqual([3, 2]);
  const next = await sendRaw(program().url, "GET", first.pagination.next ?? "", api.authorization);
  expect(pageOf(next).data.map(({ id }) => letterOf(id))).toEqual(["C"]);
});
