import { beforeAll, expect, test } from "vitest";
import { type CallerId, callerIdOf, codesOf, errorsOf, pageOf, summaryOf } from "../../support/answer.ts";
import { type Api, JSON_HEADERS } from "../../support/api.ts";
import { sharedProgram } from "../../support/program.ts";
import { freshNumber, newWorld, sharedRegistry } from "../../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
let api: Api;
let existing: CallerId;

beforeAll(async () => {
  ({ api } = await newWorld(program(), registry()));
  existing = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
});

const NUMBER = "+18005550000";
const details = `"callerIdDetails":{"phoneNumber":"${NUMBER}"}`;
const inDetails = (members: string) => `{"callerIdDetails":{${members}}}`;
const latin1 = (text: string) => Buffer.from(text, "latin1");

/** A body, and the JSON path of each thing that is wrong with it. */
type Row = readonly [name: string, body: string | Buffer, paths: readonly string[]];

const NO_JSON: readonly Row[] = [
  ["nothing", "", ["$"]],
  ["spaces", " \r\n\t ", ["$"]],
  ["half an object", `{${details}`, ["$"]],
  ["more behind it", `{${details}}x`, ["$"]],
  ["two objects", `{${details}}{${details}}`, ["$"]],
  ["single quotes", "{'callerIdDetails':{}}", ["$"]],
  ["a trailing comma", `{${details},}`, ["$"]],
  ["a comment", `{${details}}//x`, ["$"]],
  ["NaN", '{"callerIdDetails":NaN}', ["$"]],
  ["a raw line break in a text", '{"callerIdDetails":"\n"}', ["$"]],
  ["a form", "callerIdDetails=x", ["$"]],
  ["Latin-1", latin1(inDetails(`"department":"caf\u00e9"`)), ["$"]],
  ["an overlong encoding", latin1(`{${details},"\u00c0\u00af":1}`), ["$"]],
  ["an encoded surrogate", latin1(inDetails(`"department":"\u00ed\u00a0\u0080"`)), ["$"]],
  ["a character cut off", latin1(`{${details}}\u00e2\u0098`), ["$"]],
  ["UTF-16", Buffer.from(`{${details}}`, "utf16le"), ["$"]],
  ["a zero byte behind it", `{${details}}\0`, ["$"]],
  ["60,000 brackets", "[".repeat(60_000), ["$"]],
];

const WRONG_SHAPE: readonly Row[] = [
  ["null", "null", ["$"]],
  ["an array", `[{${details}}]`, ["$"]],
  ["a text", '"x"', ["$"]],
  ["a number", "1", ["$"]],
  ["details of null", '{"callerIdDetails":null}', ["$.callerIdDetails"]],
  ["details in an array", '{"callerIdDetails":[]}', ["$.callerIdDetails"]],
  ["details as a text", '{"callerIdDetails":"+18005550000"}', ["$.callerIdDetails"]],
  [
    "20,000 brackets inside",
    `{"callerIdDetails":${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
    ["$.callerIdDetails"],
  ],
  ["a number of null", inDetails('"phoneNumber":null'), ["$.callerIdDetails.phoneNumber"]],
  ["a number as a number", inDetails('"phoneNumber":18005550000'), ["$.callerIdDetails.phoneNumber"]],
  ["a number in an array", inDetails(`"phoneNumber":["${NUMBER}"]`), ["$.callerIdDetails.phoneNumber"]],
  ["a number in an object", inDetails('"phoneNumber":{}'), ["$.callerIdDetails.phoneNumber"]],
  [
    "a department of null",
    inDetails(`"phoneNumber":"${NUMBER}","department":null`),
    ["$.callerIdDetails.department"],
  ],
  ["a department of true", inDetails('"department":true'), ["$.callerIdDetails.department"]],
  ["an unknown member", `{${details},"colour":"green"}`, ["$.colour"]],
  ["members of the answer", `{${details},"state":"PUBLISHED","etag":"x"}`, ["$.state", "$.etag"]],
  ["an unknown detail", inDetails(`"phoneNumber":"${NUMBER}","colour":1`), ["$.callerIdDetails.colour"]],
  ["another spelling", inDetails('"PhoneNumber":"x"'), ["$.callerIdDetails.PhoneNumber"]],
  ["__proto__", `{${details},"__proto__":{"x":1}}`, ["$.__proto__"]],
  [
    "__proto__ of the details",
    inDetails('"__proto__":{"phoneNumber":"+18005550000"}'),
    ["$.callerIdDetails.__proto__"],
  ],
  ["constructor", `{${details},"constructor":{}}`, ["$.constructor"]],
  ["a name with a dot", `{${details},"a.b":1}`, ['$["a.b"]']],
  ["a name with quotes", `{${details},"\\"a\\"":1}`, ['$["\\"a\\""]']],
  ["a name with a slash and a tilde", `{${details},"a/b~c":1}`, ['$["a/b~c"]']],
  ["a name of digits", `{${details},"0":1}`, ['$["0"]']],
  ["an empty name", `{${details},"":1}`, ['$[""]']],
  [
    "much at once",
    '{"callerIdDetails":{"phoneNumber":1,"department":2,"x":3},"y":4}',
    ["$.callerIdDetails.department", "$.callerIdDetails.phoneNumber", "$.callerIdDetails.x", "$.y"],
  ],
];

const NO_DETAILS: readonly Row[] = [
  ["an empty object", "{}", ["$.callerIdDetails"]],
  ["details that are only inherited", `{"__proto__":{${details}}}`, ["$.__proto__", "$.callerIdDetails"]],
];

async function expectRefused(send: (body: string | Buffer) => ReturnType<Api["post"]>, [, body, paths]: Row) {
  const errors = errorsOf(await send(body));
  expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["InvalidBody"]));
  expect(errors.map(({ context }) => context?.path).sort()).toEqual(paths.toSorted());
  for (const { message, context } of errors)
    expect(context?.path === "$" || message.includes(String(context?.path))).toBe(true);
}

test.each([...NO_JSON, ...WRONG_SHAPE, ...NO_DETAILS])("create from %s is refused", async (...row) => {
  await expectRefused((body) => api.post(body), row);
});

/** An update's body has the id as well; here it is put in where the body is an object. */
const withId = (body: string | Buffer) =>
  typeof body === "string" ? body.replace(/^\{(?=.)/, `{"id":"${existing.id}",`) : body;

test.each([...NO_JSON, ...WRONG_SHAPE])("update from %s is refused", async (...row) => {
  await expectRefused((body) => api.put(existing.id, existing.etag, withId(body)), row);
});

test.each<[string, string, readonly string[]]>([
  ["no id", `{${details}}`, ["$.id"]],
  ["another id", `{"id":"1",${details}}`, ["$.id"]],
  ["an empty id", `{"id":"",${details}}`, ["$.id"]],
  ["an id as a number", `{"id":1,${details}}`, ["$.id"]],
  ["an id of null", `{"id":null,${details}}`, ["$.id"]],
  ["neither", "{}", ["$.callerIdDetails", "$.id"]],
])("update with %s is refused", async (...row) => {
  await expectRefused((body) => api.put(existing.id, existing.etag, body), row);
});

test("create with an id is refused: ids are the registry's", async () => {
  await expectRefused((body) => api.post(body), ["", `{"id":"1",${details}}`, ["$.id"]]);
});

test("of 5,000 wrong members an answer names a few", async () => {
  const members = Array.from({ length: 5_000 }, (_, index) => `"x${index}":1`);
  const errors = errorsOf(await api.post(`{${details},${members}}`));
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.length).toBeLessThanOrEqual(10);
});

test("a refused body has changed nothing", async () => {
  expect(pageOf(await api.list()).data).toEqual([{ ...existing, validationReports: undefined }]);
});

test.each<[string, (number: string) => string | Buffer]>([
  ["spaces around everything", (number) => ` \r\n{ "callerIdDetails" : { "phoneNumber" : "${number}" } }\t`],
  ["escapes", (number) => `{"callerId\\u0044etails":{"phoneNumber":"\\u002b${number.slice(1)}"}}`],
  ["a byte order mark", (number) => `\ufeff{"callerIdDetails":{"phoneNumber":"${number}"}}`],
  [
    "the last of two objects",
    (number) => `{"callerIdDetails":null,"callerIdDetails":{"phoneNumber":"${number}"}}`,
  ],
  ["the last of two numbers", (number) => inDetails(`"phoneNumber":"1","phoneNumber":"${number}"`)],
  ["exactly 64 KiB", (number) => inDetails(`"phoneNumber":"${number}"`).padEnd(65_536)],
])("create from a body with %s", async (_, bodyOf) => {
  const phoneNumber = freshNumber();
  expect(callerIdOf(await api.post(bodyOf(phoneNumber))).callerIdDetails).toEqual({ phoneNumber });
});

test("of two the last one counts where it is wrong, too", async () => {
  const answer = await api.post(inDetails(`"phoneNumber":"${freshNumber()}","phoneNumber":1`));
  expect(codesOf(answer)).toEqual(["InvalidBody"]);
});

test("one byte over 64 KiB is 413", async () => {
  const body = inDetails(`"phoneNumber":"${freshNumber()}"`).padEnd(65_537);
  expect(summaryOf(await api.post(body))).toBe("413 PayloadTooLarge");
  expect(summaryOf(await api.put(existing.id, existing.etag, body))).toBe("413 PayloadTooLarge");
});

test.each([
  "application/json",
  "APPLICATION/JSON",
  "application/json;charset=utf-8",
  "application/json ; charset=latin1; x=y",
  "application/json;",
])("the media type alone decides: %s is taken", async (type) => {
  const headers = { "content-type": type, "content-encoding": "identity" };
  const body = inDetails(`"phoneNumber":"${freshNumber()}"`);
  const answer = await api.call({ method: "POST", target: api.collection, headers, body });
  expect(answer.status).toBe(201);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ["none", {}],
  ["an empty one", { "content-type": "" }],
  ["parameters alone", { "content-type": ";charset=utf-8" }],
  ["what is none", { "content-type": "json" }],
  ["text/json", { "content-type": "text/json" }],
  ["application/jsonp", { "content-type": "application/jsonp" }],
  ["application/problem+json", { "content-type": "application/problem+json" }],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }],
  ["a multipart form", { "content-type": "multipart/form-data; boundary=x" }],
  ["a list", { "content-type": "application/json, text/plain" }],
  ["anything", { "content-type": "*/*" }],
  ["a coding", { ...JSON_HEADERS, "content-encoding": "gzip" }],
])("a media type of %s is 415", async (_, headers) => {
  const body = inDetails(`"phoneNumber":"${freshNumber()}"`);
  const post = await api.call({ method: "POST", target: api.collection, headers, body });
  const target = `${api.collection}/${existing.id}`;
  const put = await api.call({ method: "PUT", target, headers: { ...headers, "if-match": "*" }, body });
  expect([summaryOf(post), summaryOf(put)]).toEqual(Array(2).fill("415 UnsupportedMediaType"));
});

test.each([
  ["no type", {}],
  ["text/plain", { "content-type": "text/plain" }],
  ["what is none", { "content-type": ";;" }],
  ["JSON", { ...JSON_HEADERS }],
])("GET and DELETE ignore any body: %s", async (_, headers) => {
  const { id, etag } = callerIdOf(await api.create({ phoneNumber: freshNumber() }));
  const target = `${api.collection}/${id}`;
  const body = "{".padEnd(70_000);
  expect((await api.call({ target, headers, body })).status).toBe(200);
  expect((await api.call({ target: api.collection, headers, body })).status).toBe(200);
  const removed = await api.call({
    method: "DELETE",
    target,
    headers: { ...headers, "if-match": etag },
    body,
  });
  expect(removed.status).toBe(204);
});
