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

/** The list with a query string that goes over the wire as it stands. */
const list = (query: string) =>
  sendRaw(program().url, "GET", `${api.collection}?${query}`, api.authorization);

test.each([
  ["", DEMO.ids],
  ["&&&", DEMO.ids],
  ["ql=", DEMO.ids],
  ["ql", DEMO.ids],
  ["ql=%20++", DEMO.ids],
  ["limit=", DEMO.ids],
  ["limit", DEMO.ids],
  ["after=", DEMO.ids],
  ["after&limit&ql", DEMO.ids],
  ["&limit=1&", DEMO.ids.slice(0, 1)],
  ["limit=2&&&ql=state==PUBLISHED", DEMO.ids.slice(0, 2)],
  ["%6Cimit=1", DEMO.ids.slice(0, 1)],
  ["limit=%31", DEMO.ids.slice(0, 1)],
  ["%71%6C=state%3D%3DSUBMITTED", DEMO.ids.slice(3)],
  ["limit=007", DEMO.ids],
  ["limit=1000", DEMO.ids],
  ["limit=1001", DEMO.ids],
  ["limit=999999999", DEMO.ids],
])("?%s lists", async (query, ids) => {
  expect(pageOf(await list(query)).data.map(({ id }) => id)).toEqual(ids);
});

test.each([
  "0",
  "00",
  "000000000",
  "-1",
  "%2B5",
  "+5",
  "1.5",
  "1e2",
  "0x10",
  "1,000",
  "ten",
  "%D9%A5",
  "1000000000",
  "5%20",
  "5%00",
  "null",
])("limit=%s is none", async (limit) => {
  const { code, message } = errorOf(await list(`limit=${limit}`));
  expect(code).toBe("InvalidLimit");
  expect(message).toContain("whole number from 1 to 1000");
});

test.each([
  ["x=1", ["x"]],
  ["x", ["x"]],
  ["x=1&y=2&x=3&limit=1", ["x", "y"]],
  ["QL=state==PUBLISHED", ["QL"]],
  ["Limit=1", ["Limit"]],
  ["ql[]=1", ["ql[]"]],
  ["limit%20=1", ["limit "]],
  ["+limit=1", [" limit"]],
  ["limit;after=1", ["limit;after"]],
  ["=1", [""]],
  ["%E2%98%8E=1", ["☎"]],
  ["__proto__=1", ["__proto__"]],
  ["toString=1", ["toString"]],
  ["sort=-createdDate", ["sort"]],
  // An unknown name weighs more than a value that is wrong.
  ["limit=0&ql=state&x=1", ["x"]],
])("?%s: unknown parameters are named", async (query, parameters) => {
  const error = errorOf(await list(query));
  expect(error).toMatchObject({ code: "UnknownParameter", context: { parameters } });
  for (const name of parameters) expect(error.message).toContain(`'${name}'`);
  expect(error.message).toContain("expected ql, limit, after");
});

test.each([
  ["state=PUBLISHED", "ql=state==PUBLISHED"],
  ["state==PUBLISHED", "ql=state==PUBLISHED"],
  ["createdDate=gt=2024-10-01T00:00:00Z", "ql=createdDate=="],
  ["callerIdDetails.phoneNumber=%2B18005555555", "ql=callerIdDetails.phoneNumber=="],
  ["id=1", "ql=id=="],
])("?%s: a filter field's message shows the right form", async (query, form) => {
  const { code, message } = errorOf(await list(query));
  expect(code).toBe("UnknownParameter");
  expect(message).toContain(form);
  expect(message).toContain("ql=state==PUBLISHED");
});

test("a name that is too long for a message is cut, and never within a character", async () => {
  const { context } = errorOf(await list(`${"x".repeat(99)}%F0%9F%98%80${"y".repeat(100)}=1`));
  expect(context).toEqual({ parameters: ["x".repeat(99)] });
});

test.each([
  ["limit=1&limit=1", "limit"],
  ["limit=1&limit=2", "limit"],
  ["limit=&limit=1", "limit"],
  ["ql=&ql", "ql"],
  ["ql=state==PUBLISHED&ql=id==1", "ql"],
  ["%6Cimit=1&limit=1", "limit"],
  ["after=&after=", "after"],
])("?%s: a parameter given twice is refused", async (query, parameter) => {
  const error = errorOf(await list(query));
  expect(error).toMatchObject({ code: "DuplicateParameter", context: { parameter } });
  expect(error.message).toContain(`'${parameter}'`);
});

test.each([
  ["%zz=1", "UnknownParameter"],
  ["a%=1", "UnknownParameter"],
  ["%FF=1", "UnknownParameter"],
  ["ql=%zz", "InvalidQuery"],
  ["ql=state==%", "InvalidQuery"],
  ["ql=state==PUBLISHED%2", "InvalidQuery"],
  ["ql=callerIdDetails.department==%FF", "InvalidQuery"],
  ["ql=callerIdDetails.department==%ED%A0%80", "InvalidQuery"],
  ["ql=callerIdDetails.department==%C0%AF", "InvalidQuery"],
  ["limit=%zz", "InvalidLimit"],
  ["limit=1%", "InvalidLimit"],
  ["after=%zz", "InvalidCursor"],
  ["after=%u0041", "InvalidCursor"],
])("?%s: malformed percent-encoding takes the code %s", async (query, code) => {
  const error = errorOf(await list(query));
  expect(error.code).toBe(code);
  expect(error.message).toContain("malformed percent-encoding");
});

const ITEM = `/${DEMO.ids[0]}`;
test.each(["ql=state==PUBLISHED", "limit=1", "after=", "fields=id", "%zz=1"])(
  "?%s: where there are no parameters each is unknown",
  async (query) => {
    const answers = [
      await api.call({ target: `${api.collection}${ITEM}?${query}` }),
      await api.call({ method: "HEAD", target: `${api.collection}${ITEM}?${query}` }),
      await api.call({ method: "DELETE", target: `${api.collection}${ITEM}?${query}` }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(summaryOf(answers[0] ?? (await list("")))).toBe("400 UnknownParameter");
  },
);

test("empty segments are no parameters anywhere", async () => {
  expect((await api.call({ target: `${api.collection}${ITEM}?&&` })).status).toBe(200);
});
