import { expect, test } from "vitest";
import type { Event } from "./events.ts";
import { feedback, notifications } from "./notices.ts";
import { printNotice } from "./print-notice.ts";

const event: Event = {
  orgId: "1001",
  brandId: "2001",
  at: { transactionId: 7, position: 9 },
  created: Date.parse("2026-10-02T11:41:00.5Z"),
  id: "3001_e-1_VALIDATION_FAILURE",
  type: "VALIDATION_FAILURE",
  resourceType: "BUSINESS_CALLER_ID",
  resourceId: "3001",
  etag: "e-1",
  state: "REJECTED",
  details: {
    by: "reviewer",
    reason: "for the operator alone",
    validationReports: [{ code: "VALIDATION__X", severity: "VIOLATION", message: "m" } as never],
  },
};

test("a notification says that there is something, and where to read what", () => {
  expect(JSON.stringify(printNotice(notifications, "1001", event))).toBe(
    '{"orgId":"1001","id":"3001_e-1_VALIDATION_FAILURE","createdDate":"2026-10-02T11:41:00.500Z",' +
      '"type":"VALIDATION_FAILURE","resourceDetails":{"resourceType":"BUSINESS_CALLER_ID","resourceId":"3001",' +
      '"etag":"e-1","state":"REJECTED","brandId":"2001"},' +
      '"feedbackUrl":"/api/v1/orgs/1001/feedback?ql=id==3001_e-1_VALIDATION_FAILURE"}',
  );
});

test("feedback says what, with reports, which are empty lists where nothing was found", () => {
  expect(JSON.stringify(printNotice(feedback, "1001", event))).toBe(
    '{"orgId":"1001","id":"3001_e-1_VALIDATION_FAILURE","createdDate":"2026-10-02T11:41:00.500Z",' +
      '"type":"VALIDATION_FAILURE","resourceDetails":{"resourceType":"BUSINESS_CALLER_ID","resourceId":"3001",' +
      '"etag":"e-1","state":"REJECTED","brandId":"2001"},' +
      '"validationReports":[{"code":"VALIDATION__X","severity":"VIOLATION","message":"m"}],"processingReports":[]}',
  );
  expect(printNotice(feedback, "1001", { ...event, details: { by: "x" } })).toMatchObject({
    validationReports: [],
    processingReports: [],
  });
});

test("the org of the path is the one who asks, and a delegation says whose brand it is", () => {
  const delegation: Event = {
    ...event,
    orgId: "1002",
    id: "2001_e-2_DELEGATION",
    type: "DELEGATION",
    resourceType: "BRAND",
    resourceId: "2001",
    etag: "e-2",
    state: "ACTIVE",
    details: { by: "operator", operation: "CREATE", owner: { orgId: "1001", orgLegalName: "Acme Inc." } },
  };
  expect(JSON.stringify(printNotice(notifications, "1002", delegation))).toBe(
    '{"orgId":"1002","id":"2001_e-2_DELEGATION","createdDate":"2026-10-02T11:41:00.500Z","type":"DELEGATION",' +
      '"operation":"CREATE","resourceDetails":{"resourceType":"BRAND","resourceId":"2001","etag":"e-2",' +
      '"brandId":"2001","delegationDetails":{"orgId":"1001","orgLegalName":"Acme Inc.","state":"ACTIVE"}}}',
  );
});
