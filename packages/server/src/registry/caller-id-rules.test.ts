import { expect, test } from "vitest";
import { linesOf, expected as report, refusal as reports, riders } from "../../test/rule-reports.ts";
import { loadDepartments } from "../departments/departments.ts";
import { CALLER_ID_RULES, type CallerIdFacts } from "./caller-id-rules.ts";
import { callerIds } from "./caller-ids.ts";
import { phoneNumbersOf } from "./phone-numbers.ts";

const POLICY = { phoneNumbers: phoneNumbersOf(["US"]), departments: loadDepartments() };
const NUMBER = "+18005555555";
const CUSTOMER_SERVICE = "department.general.support.customer_service";

const numberAt = (value: string) => ({ field: "$.callerIdDetails.phoneNumber", value });
const departmentAt = (value: string) => ({ field: "$.callerIdDetails.department", value });

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
const ofSameOrg = { brandId: "9467895078742654921" };
const ofAnotherOrg = {};

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

test("the rules are those of the contract's table, with severity, method, mode and mark", () => {
  expect(linesOf(Object.values(CALLER_ID_RULES))).toEqual([
    "CallerIdBrandNotSharedWithPartner VIOLATION POST_AND_PUT S documented",
    "CallerIdRequiresPublishedBrand VIOLATION POST_AND_PUT S documented",
    "CallerIdRequiresPublishedBrandAsset VIOLATION POST_AND_PUT S documented",
    "DepartmentMustBeValid VIOLATION POST_AND_PUT S documented",
    "DepartmentMustBeValidForUseWithBrandPrimaryCategory VIOLATION POST_AND_PUT S documented",
    "DepartmentMustNotBeEmpty VIOLATION POST_AND_PUT S documented",
    "CallerIdIsBlocked VIOLATION POST_AND_PUT S documented",
    "PhoneNumberOwnershipNotIndependentlyVerifiable VIOLATION POST_AND_PUT A documented",
    "PhoneNumberVerificationRequired VIOLATION POST S documented",
    "PhoneNumberVerificationUnsuccessful VIOLATION POST A documented",
    "CallerIdPhoneNumberDoesNotMatchNumberUsedToVerify VIOLATION POST A documented",
    "PhoneNumberMustBePresent VIOLATION POST_AND_PUT S ours",
    "PhoneNumberMustBeValid VIOLATION POST_AND_PUT S ours",
    "PhoneNumberMustNotBeUpdated VIOLATION PUT S ours",
    "PhoneNumberIsMatched VIOLATION POST S ours",
    "PhoneNumberInUseUnderDifferentBrand VIOLATION POST_AND_PUT S ours",
    "PhoneNumberInUseUnderDifferentOrganization VIOLATION POST_AND_PUT S ours",
    "CountOfCallerIdsMustNotExceedMaximum VIOLATION POST S ours",
    "PhoneNumberIsPremiumRate WARNING POST_AND_PUT S ours",
  ]);
});

const premium = (value: string) =>
  report(
    "PhoneNumberIsPremiumRate",
    "'phoneNumber' '{{value}}' is of a premium-rate range",
    { value },
    { submitted: [numberAt(value)] },
    "WARNING",
  );
const BRITISH = { ...POLICY, phoneNumbers: phoneNumbersOf(["GB"]) };

test.each([
  ["a toll-free number", NUMBER, POLICY, []],
  ["the area code 900", "+19002345678", POLICY, [premium("+19002345678")]],
  ["the exchange 976", "+12129761234", POLICY, [premium("+12129761234")]],
  ["976 further on", "+12122976123", POLICY, []],
  ["a premium number of another country", "+449098790000", BRITISH, [premium("+449098790000")]],
  ["a usual number of another country", "+442071838750", BRITISH, []],
])("premium rates are a warning, and no refusal: %s", (_, phoneNumber, policy, expected) => {
  const findings = callerIds.judge({ phoneNumber }, policy);
  expect(riders(findings)).toEqual(expected);
  expect(reports(findings)).toEqual([]);
});

test("a number that is not taken is not warned of", () => {
  const findings = callerIds.judge({ phoneNumber: "+449098790000" }, POLICY);
  expect(riders(findings)).toEqual([]);
  expect(reports(findings)).toEqual([numberInvalid("+449098790000")]);
});

test("details are written in the order of the wire, whatever order they came in", () => {
  const arranged = callerIds.arrange({ department: "x", phoneNumber: NUMBER });
  expect(JSON.stringify(arranged)).toBe(`{"phoneNumber":"${NUMBER}","department":"x"}`);
  expect(callerIds.arrange({ department: "" })).toEqual({ department: "" });
  expect(callerIds.arrange({})).toEqual({});
});
