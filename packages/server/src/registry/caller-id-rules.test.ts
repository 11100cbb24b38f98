import { ValidationReport } from "@callmark/contract";
import { Check } from "typebox/value";
import { expect, test } from "vitest";
import { loadDepartments } from "../departments/departments.ts";
import { CALLER_ID_RULES, type CallerIdFacts } from "./caller-id-rules.ts";
import { callerIds } from "./caller-ids.ts";
import { phoneNumbersOf } from "./phone-numbers.ts";
import { type Finding, rejected } from "./rules.ts";

const POLICY = { phoneNumbers: phoneNumbersOf(["US"]), departments: loadDepartments() };
const NOW = Date.parse("2026-10-02T11:41:00Z");
const NUMBER = "+18005555555";
const CUSTOMER_SERVICE = "department.general.support.customer_service";

/** The reports as a client sees them. */
function reports(findings: readonly Finding[]) {
  const problem = rejected(findings, NOW);
  expect(problem.status).toBe(400);
  for (const report of problem.errors) expect(Check(ValidationReport, report)).toBe(true);
  return JSON.parse(JSON.stringify(problem.errors)) as unknown;
}

const numberAt = (value: string) => ({ field: "$.callerIdDetails.phoneNumber", value });
const departmentAt = (value: string) => ({ field: "$.callerIdDetails.department", value });

/** A report as the contract's table has it; a list that it does not name is empty. */
function report(
  name: string,
  message: string,
  context?: Readonly<Record<string, unknown>>,
  details?: Readonly<Record<string, readonly unknown[]>>,
) {
  return {
    code: `VALIDATION__${name}`,
    severity: "VIOLATION",
    message,
    ...(context && { context }),
    ...(details && {
      details: { createdDate: "2026-10-02T11:41:00Z", submitted: [], compared: [], expected: [], ...details },
    }),
  };
}

const mustBePresent = report(
  "PhoneNumberMustBePresent",
  "Field '{{field}}' must be present",
  { field: "phoneNumber" },
  { expected: [{ field: "$.callerIdDetails.phoneNumber" }] },
);
const numberInvalid = (value: string) =>
  report(
    "PhoneNumberMustBeValid",
    "'phoneNumber' value '{{value}}' is invalid",
    { value },
    { submitted: [numberAt(value)] },
  );
const departmentInvalid = (value: string) =>
  report(
    "DepartmentMustBeValid",
    "'department' value '{{value}}' is invalid",
    { value },
    { submitted: [departmentAt(value)] },
  );
const departmentEmpty = report("DepartmentMustNotBeEmpty", "'department' must not be empty string");

test.each([
  ["a number alone", { phoneNumber: NUMBER }, []],
  ["a number and a department", { phoneNumber: NUMBER, department: CUSTOMER_SERVICE }, []],
  ["no number", {}, [mustBePresent]],
  ["no number, a good department", { department: CUSTOMER_SERVICE }, [mustBePresent]],
  ["an empty number", { phoneNumber: "" }, [numberInvalid("")]],
  ["no E.164", { phoneNumber: "8005555555" }, [numberInvalid("8005555555")]],
  ["a number with spaces", { phoneNumber: "+1 800 555 5555" }, [numberInvalid("+1 800 555 5555")]],
  ["another country", { phoneNumber: "+442071838750" }, [numberInvalid("+442071838750")]],
  ["no such number", { phoneNumber: "+1800555555" }, [numberInvalid("+1800555555")]],
  ["an empty department", { phoneNumber: NUMBER, department: "" }, [departmentEmpty]],
  ["an unknown department", { phoneNumber: NUMBER, department: "sales" }, [departmentInvalid("sales")]],
  ["a space for a department", { phoneNumber: NUMBER, department: " " }, [departmentInvalid(" ")]],
  [
    "a name of every object",
    { phoneNumber: NUMBER, department: "toString" },
    [departmentInvalid("toString")],
  ],
  [
    "a template for a department",
    { phoneNumber: NUMBER, department: "{{value}}" },
    [departmentInvalid("{{value}}")],
  ],
  // of each member at most one, and both members at once
  ["both wrong", { phoneNumber: "1", department: "x" }, [numberInvalid("1"), departmentInvalid("x")]],
  ["no number, a wrong department", { department: "x" }, [mustBePresent, departmentInvalid("x")]],
  ["no number, an empty department", { department: "" }, [mustBePresent, departmentEmpty]],
  ["both empty", { phoneNumber: "", department: "" }, [numberInvalid(""), departmentEmpty]],
])("details by themselves: %s", (_, details, expected) => {
  expect(reports(callerIds.judge(details, POLICY))).toEqual(expected);
});

const mustNotBeUpdated = (submitted: string, stored: string) =>
  report("PhoneNumberMustNotBeUpdated", "'phoneNumber' must not be updated", undefined, {
    submitted: [numberAt(submitted)],
    compared: [numberAt(stored)],
  });

test.each([
  ["the same number", { phoneNumber: NUMBER, department: CUSTOMER_SERVICE }, []],
  ["no number, which is another rule's", {}, []],
  ["another valid number", { phoneNumber: "+18007777777" }, [mustNotBeUpdated("+18007777777", NUMBER)]],
  ["another spelling", { phoneNumber: "8005555555" }, [mustNotBeUpdated("8005555555", NUMBER)]],
  ["an empty number", { phoneNumber: "" }, [mustNotBeUpdated("", NUMBER)]],
])("an update: %s", (_, details, expected) => {
  expect(reports(callerIds.judgeUpdate(details, { phoneNumber: NUMBER }))).toEqual(expected);
});

const isMatched = report(
  "PhoneNumberIsMatched",
  "Caller ID resource with '{{value}}' already exists",
  { value: NUMBER },
  { submitted: [numberAt(NUMBER)], compared: [{ field: "$.id", value: "9467895078742654966" }] },
);
const underDifferentBrand = report(
  "PhoneNumberInUseUnderDifferentBrand",
  "Phone number '{{value}}' already in use under different brand ID",
  { value: NUMBER },
  { submitted: [numberAt(NUMBER)], compared: [{ field: "$.brandId", value: "9467895078742654921" }] },
);
const underDifferentOrganization = report(
  "PhoneNumberInUseUnderDifferentOrganization",
  "Phone number '{{value}}' already in use under different organization",
  { value: NUMBER },
  { submitted: [numberAt(NUMBER)] },
);
const tooMany = report("CountOfCallerIdsMustNotExceedMaximum", "Count of CallerIds must not exceed maximum");

const sameBrandId = "9467895078742654966";
const ofSameOrg = { brandId: "9467895078742654921", sameOrg: true };
const ofAnotherOrg = { brandId: "9467895078742701262", sameOrg: false };

test.each<[string, CallerIdFacts, unknown[]]>([
  ["nothing against it", { full: false }, []],
  ["the brand has it", { sameBrandId, full: false }, [isMatched]],
  ["another brand of the org has it", { holder: ofSameOrg, full: false }, [underDifferentBrand]],
  ["another org has it", { holder: ofAnotherOrg, full: false }, [underDifferentOrganization]],
  ["the brand is full", { full: true }, [tooMany]],
  ["the brand has it, and is full", { sameBrandId, full: true }, [isMatched, tooMany]],
  [
    "the brand has it, and so has another brand",
    { sameBrandId, holder: ofSameOrg, full: false },
    [isMatched, underDifferentBrand],
  ],
  [
    "another org has it, and the brand is full",
    { holder: ofAnotherOrg, full: true },
    [underDifferentOrganization, tooMany],
  ],
])("the rest of the registry: %s", (_, facts, expected) => {
  expect(reports(callerIds.judgeFacts({ phoneNumber: NUMBER }, facts))).toEqual(expected);
});

test("the report on another organization has the same bytes whoever it is", () => {
  const bytes = (brandId: string) =>
    JSON.stringify(
      reports(
        callerIds.judgeFacts({ phoneNumber: NUMBER }, { holder: { brandId, sameOrg: false }, full: false }),
      ),
    );
  expect(bytes("1")).toBe(bytes("9467895078742701262"));
  expect(bytes("777")).not.toContain("777");
});

test("the rules are those of the contract's table, with their marks", () => {
  const marks = Object.values(CALLER_ID_RULES).map(({ code, mark }) => [
    code.replace("VALIDATION__", ""),
    mark,
  ]);
  expect(Object.fromEntries(marks)).toEqual({
    DepartmentMustBeValid: "documented",
    DepartmentMustNotBeEmpty: "documented",
    PhoneNumberMustBePresent: "ours",
    PhoneNumberMustBeValid: "ours",
    PhoneNumberMustNotBeUpdated: "ours",
    PhoneNumberIsMatched: "ours",
    PhoneNumberInUseUnderDifferentBrand: "ours",
    PhoneNumberInUseUnderDifferentOrganization: "ours",
    CountOfCallerIdsMustNotExceedMaximum: "ours",
  });
  expect(marks).toHaveLength(9);
});

test("details are written in the order of the wire, whatever order they came in", () => {
  const arranged = callerIds.arrange({ department: "x", phoneNumber: NUMBER });
  expect(JSON.stringify(arranged)).toBe(`{"phoneNumber":"${NUMBER}","department":"x"}`);
  expect(callerIds.arrange({ department: "" })).toEqual({ department: "" });
  expect(callerIds.arrange({})).toEqual({});
});
