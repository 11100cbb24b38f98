import { beforeAll, expect, test } from "vitest";
import { type Answer, callerIdOf, codesOf, errorsOf, pageOf, type WireError } from "../support/answer.ts";
import type { Api, Details } from "../support/api.ts";
import { sharedProgram } from "../support/program.ts";
import { review } from "../support/resources.ts";
import { freshNumber, newWorld, sharedRegistry, type World } from "../support/world.ts";

const program = sharedProgram({ environment: { CALLMARK_CALLER_IDS_PER_BRAND: "2" } });
const registry = sharedRegistry(program);
let world: World;
let api: Api;
/** A brand of another org. */
let stranger: Api;

beforeAll(async () => {
  world = await newWorld(program(), registry());
  api = world.api;
  stranger = (await newWorld(program(), registry())).api;
});

/** A brand of the same org for a test of its own. */
const newBrand = () => world.addBrand();

const NUMBER = "$.callerIdDetails.phoneNumber";
const DEPARTMENT = "$.callerIdDetails.department";
const SERVICE = "department.general.support.customer_service";

type Fields = readonly { readonly field: string; readonly value?: string }[];
interface Lists {
  readonly submitted?: Fields;
  readonly compared?: Fields;
  readonly expected?: Fields;
}

/** A report as the contract's table has it; the date is the server's. */
function report(name: string, message: string, context?: Record<string, string>, lists?: Lists): WireError {
  return {
    code: `VALIDATION__${name}`,
    severity: "VIOLATION",
    message,
    ...(context && { context }),
    ...(lists && {
      details: { createdDate: expect.any(String), submitted: [], compared: [], expected: [], ...lists },
    }),
  };
}

const present = report(
  "PhoneNumberMustBePresent",
  "Field '{{field}}' must be present",
  { field: "phoneNumber" },
  {
    expected: [{ field: NUMBER }],
  },
);
const invalidNumber = (value: string) =>
  report(
    "PhoneNumberMustBeValid",
    "'phoneNumber' value '{{value}}' is invalid",
    { value },
    {
      submitted: [{ field: NUMBER, value }],
    },
  );
const invalidDepartment = (value: string) =>
  report(
    "DepartmentMustBeValid",
    "'department' value '{{value}}' is invalid",
    { value },
    {
      submitted: [{ field: DEPARTMENT, value }],
    },
  );
const emptyDepartment = report("DepartmentMustNotBeEmpty", "'department' must not be empty string");
const updated = (value: string, stored: string) =>
  report("PhoneNumberMustNotBeUpdated", "'phoneNumber' must not be updated", undefined, {
    submitted: [{ field: NUMBER, value }],
    compared: [{ field: NUMBER, value: stored }],
  });
const matched = (value: string, id: string) =>
  report(
    "PhoneNumberIsMatched",
    "Caller ID resource with '{{value}}' already exists",
    { value },
    {
      submitted: [{ field: NUMBER, value }],
      compared: [{ field: "$.id", value: id }],
    },
  );
const inBrand = (value: string, brandId: string) =>
  report(
    "PhoneNumberInUseUnderDifferentBrand",
    "Phone number '{{value}}' already in use under different brand ID",
    { value },
    { submitted: [{ field: NUMBER, value }], compared: [{ field: "$.brandId", value: brandId }] },
  );
const inOrg = (value: string) =>
  report(
    "PhoneNumberInUseUnderDifferentOrganization",
    "Phone number '{{value}}' already in use under different organization",
    { value },
    { submitted: [{ field: NUMBER, value }] },
  );
const tooMany = report("CountOfCallerIdsMustNotExceedMaximum", "Count of CallerIds must not exceed maximum");

function expectReports(answer: Answer, reports: readonly WireError[]): void {
  expect(answer.status).toBe(400);
  expect(errorsOf(answer)).toEqual(reports);
}

/** Details, and all the reports that they get by themselves. */
const ALONE: readonly (readonly [string, Details, readonly WireError[]])[] = [
  ["nothing", {}, [present]],
  ["a department alone", { department: SERVICE }, [present]],
  ["an empty department", { phoneNumber: freshNumber(), department: "" }, [emptyDepartment]],
  [
    "an unknown department",
    { phoneNumber: freshNumber(), department: "sales" },
    [invalidDepartment("sales")],
  ],
  [
    "a department in upper case",
    { phoneNumber: freshNumber(), department: SERVICE.toUpperCase() },
    [invalidDepartment(SERVICE.toUpperCase())],
  ],
  [
    "a department with a space",
    { phoneNumber: freshNumber(), department: ` ${SERVICE}` },
    [invalidDepartment(` ${SERVICE}`)],
  ],
  ["a template", { phoneNumber: freshNumber(), department: "{{value}}" }, [invalidDepartment("{{value}}")]],
  ["half a character", { phoneNumber: freshNumber(), department: "\ud800" }, [invalidDepartment("\ud800")]],
  ["both wrong", { phoneNumber: "1", department: "sales" }, [invalidNumber("1"), invalidDepartment("sales")]],
  ["no number and a wrong department", { department: "sales" }, [present, invalidDepartment("sales")]],
  [
    "a wrong number and an empty department",
    { phoneNumber: "1", department: "" },
    [invalidNumber("1"), emptyDepartment],
  ],
];

test.each(ALONE)("create with %s", async (_, details, reports) => {
  expectReports(await api.create(details), reports);
});

test.each(ALONE)("update with %s", async (_, details, reports) => {
  const brand = await newBrand();
  const phoneNumber = details.phoneNumber?.startsWith("+") ? details.phoneNumber : freshNumber();
  const { id, etag } = callerIdOf(await brand.create({ phoneNumber }));
  // A number that differs from the stored one is reported as that alone.
  const differs = details.phoneNumber !== undefined && details.phoneNumber !== phoneNumber;
  const expected = reports.map((one) =>
    differs && one.code.endsWith("PhoneNumberMustBeValid")
      ? updated(details.phoneNumber ?? "", phoneNumber)
      : one,
  );
  expectReports(await brand.update(id, etag, details), expected);
  expect(callerIdOf(await brand.get(id))).toMatchObject({ etag, callerIdDetails: { phoneNumber } });
});

test.each([
  "",
  "+",
  "18005550000",
  "+1 800 555 0000",
  "+1-800-555-0000",
  "(800) 555-0000",
  "tel:+18005550000",
  " +18005550000",
  "+18005550000\n",
  "+18005550000;ext=1",
  "+1800555000",
  "+180055500000",
  "+10005550000",
  "+11115550000",
  "+1８００5550000",
  "+0018005550000",
  "+442071838750",
  "+4930123456",
  "+999999999999999",
  "+1800555000000000",
])("%j is no number of the United States", async (phoneNumber) => {
  expectReports(await api.create({ phoneNumber }), [invalidNumber(phoneNumber)]);
});

test("a report's date is the server's, as it prints dates", async () => {
  const [first] = errorsOf(await api.create({ phoneNumber: "1" }));
  expect(first?.details?.createdDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/);
});

test("a number of the brand is matched, with the id that a retried create needs", async () => {
  const brand = await newBrand();
  const phoneNumber = freshNumber();
  const { id } = callerIdOf(await brand.create({ phoneNumber }));
  expectReports(await brand.create({ phoneNumber }), [matched(phoneNumber, id)]);
  expectReports(await brand.create({ phoneNumber, department: SERVICE }), [matched(phoneNumber, id)]);
  // Only where nothing else is wrong.
  expectReports(await brand.create({ phoneNumber, department: "x" }), [invalidDepartment("x")]);
});

test("an update of the number alone is refused, whoever has the other one", async () => {
  const brand = await newBrand();
  const [own, other, free] = [freshNumber(), freshNumber(), freshNumber()];
  const { id, etag } = callerIdOf(await brand.create({ phoneNumber: own }));
  await brand.create({ phoneNumber: other });
  for (const phoneNumber of [other, free, "1", "", own.slice(1)]) {
    expectReports(await brand.update(id, etag, { phoneNumber }), [updated(phoneNumber, own)]);
  }
  expectReports(await brand.update(id, etag, { phoneNumber: free, department: "x" }), [
    updated(free, own),
    invalidDepartment("x"),
  ]);
});

test("a number that another brand of the org holds is reported with the brand", async () => {
  const [brand, sister] = [await newBrand(), await newBrand()];
  const phoneNumber = freshNumber();
  const { id, etag } = callerIdOf(await brand.create({ phoneNumber }));
  expectReports(await sister.create({ phoneNumber }), [inBrand(phoneNumber, brand.brandId)]);
  await brand.remove(id, etag);
  expect((await sister.create({ phoneNumber })).status).toBe(201);
});

test("a number that another org holds is reported without a word of who it is", async () => {
  const [brand, mine] = [await newBrand(), await newBrand()];
  const [theirs, others] = [freshNumber(), freshNumber()];
  const held = callerIdOf(await stranger.create({ phoneNumber: theirs }));
  const answer = await brand.create({ phoneNumber: theirs });
  expectReports(answer, [inOrg(theirs)]);
  for (const secret of [held.id, held.orgId, held.brandId, held.etag])
    expect(answer.text).not.toContain(secret);
  // The same bytes whoever holds it, but for the number and the moment.
  await mine.create({ phoneNumber: others });
  const bytes = ({ text }: Answer, number: string) =>
    text.replaceAll(number, "+").replace(/"createdDate":"[^"]*"/, "");
  expect(bytes(await stranger.at({}).create({ phoneNumber: others }), others)).toBe(bytes(answer, theirs));
});

test.each([
  ["REJECTED", true],
  ["FAILED", true],
  ["SUBMITTED", false],
  ["PROCESSING", false],
  ["PUBLISHED", false],
] as const)("a %s number is free across brands: %s", async (state, isFree) => {
  const [brand, sister] = [await newBrand(), await newBrand()];
  const phoneNumber = freshNumber();
  const created = callerIdOf(await brand.create({ phoneNumber }));
  if (state !== "SUBMITTED") await review(registry(), brand, created, state);
  const elsewhere = await sister.create({ phoneNumber });
  if (!isFree) return expectReports(elsewhere, [inBrand(phoneNumber, brand.brandId)]);
  expect(elsewhere.status).toBe(201);
  // In its own brand it is matched all the same, and asking for another review meets the new holder.
  expect(codesOf(await brand.create({ phoneNumber }))).toContain("VALIDATION__PhoneNumberIsMatched");
  expectReports(await brand.update(created.id, created.etag, { phoneNumber }), [
    inBrand(phoneNumber, sister.brandId),
  ]);
});

test.each(["REJECTED", "FAILED"] as const)(
  "a published version in force holds the number of a %s update",
  async (state) => {
    const [brand, sister] = [await newBrand(), await newBrand()];
    const phoneNumber = freshNumber();
    const created = callerIdOf(await brand.create({ phoneNumber }));
    await review(registry(), brand, created, "PUBLISHED");
    const again = callerIdOf(
      await brand.update(created.id, created.etag, { phoneNumber, department: SERVICE }),
    );
    await review(registry(), brand, again, state);
    expectReports(await sister.create({ phoneNumber }), [inBrand(phoneNumber, brand.brandId)]);
  },
);

test("beyond the maximum a create is refused, until there is room again", async () => {
  const brand = await newBrand();
  const [first, second] = [freshNumber(), freshNumber()];
  const { id, etag } = callerIdOf(await brand.create({ phoneNumber: first }));
  const { id: other } = callerIdOf(await brand.create({ phoneNumber: second }));
  expectReports(await brand.create({ phoneNumber: freshNumber() }), [tooMany]);
  expectReports(await brand.create({ phoneNumber: second }), [matched(second, other), tooMany]);
  expectReports(await brand.create({ phoneNumber: "1" }), [invalidNumber("1")]);
  expect((await brand.update(id, etag, { phoneNumber: first, department: SERVICE })).status).toBe(200);
  expect((await brand.remove(id, "*")).status).toBe(204);
  expect((await brand.create({ phoneNumber: freshNumber() })).status).toBe(201);
  expect(pageOf(await brand.list()).total).toBe(2);
});
