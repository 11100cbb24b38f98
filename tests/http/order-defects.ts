import { collectionPath } from "../support/api.ts";
import type { Call } from "../support/client.ts";
import { freshNumber } from "../support/world.ts";

/** What a request is made of, so that any part of it may be wrong by itself. */
export interface Parts {
  readonly method: string;
  readonly account: "writer" | "reader";
  /** In place of the account's token; "" for no header at all. */
  readonly authorization?: string;
  readonly orgId: string;
  readonly brandId: string;
  /** Absent where the request is to the collection. */
  readonly callerId?: string;
  readonly pathEnd: string;
  readonly query: string;
  readonly contentType?: string;
  readonly ifMatch?: string;
  readonly body: { readonly oversize: boolean; readonly malformed: boolean; readonly wrongId: boolean };
  readonly department: string;
  readonly phoneNumber: string;
}

/** What the registry of the test holds. */
export interface Ground {
  readonly orgId: string;
  readonly brandId: string;
  readonly callerId: string;
  readonly etag: string;
  readonly phoneNumber: string;
  readonly deletedId: string;
  readonly unusedId: string;
  readonly foreign: { readonly orgId: string; readonly brandId: string };
  readonly tokens: { readonly writer: string; readonly reader: string; readonly expired: string };
}

export const METHODS = ["GET list", "GET", "HEAD list", "HEAD", "POST", "PUT", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

const WRITING: readonly Method[] = ["POST", "PUT", "DELETE"];
const WITH_BODY: readonly Method[] = ["POST", "PUT"];
const CONDITIONAL: readonly Method[] = ["PUT", "DELETE"];
const TO_ONE: readonly Method[] = ["GET", "HEAD", "PUT", "DELETE"];
const LISTS: readonly Method[] = ["GET list", "HEAD list"];

export interface Defect {
  readonly step: number;
  readonly name: string;
  readonly methods: readonly Method[];
  readonly status: number;
  /** Stands in the body of the refusal. */
  readonly says: string;
  spoil(parts: Parts, ground: Ground): Parts;
}

/** A row of the table: step, name, methods, status, what the refusal says, how the request is spoiled. */
function defect(
  step: number,
  name: string,
  methods: readonly Method[],
  status: number,
  says: string,
  spoil: (parts: Parts, ground: Ground) => Partial<Parts>,
): Defect {
  return {
    step,
    name,
    methods,
    status,
    says,
    spoil: (parts, ground) => ({ ...parts, ...spoil(parts, ground) }),
  };
}

const NOT_YOURS = '"code":"Forbidden","message":"The organization of the path is not yours"';
const NO_PATH = '"code":"NotFound","message":"Path not found"';
const NO_BRAND = '"code":"NotFound","message":"Brand not found"';
const NO_CALLER_ID = '"code":"NotFound","message":"Caller ID not found"';

/** The order of checks, as defects: of two in one request the answer is that of the earlier step. */
export const DEFECTS: readonly Defect[] = [
  defect(1, "no token", METHODS, 401, '"message":"Missing Token"', () => ({ authorization: "" })),
  defect(1, "invalid token", METHODS, 401, '"message":"Invalid Token"', () => ({
    authorization: "Bearer none-of-ours",
  })),
  defect(1, "expired token", METHODS, 401, '"message":"Expired Token"', (_, { tokens }) => ({
    authorization: `Bearer ${tokens.expired}`,
  })),
  defect(2, "foreign org", METHODS, 403, NOT_YOURS, (_, { foreign }) => ({ orgId: foreign.orgId })),
  defect(2, "unknown org", METHODS, 403, NOT_YOURS, (_, { unusedId }) => ({ orgId: unusedId })),
  defect(2, "malformed orgId", METHODS, 403, NOT_YOURS, () => ({ orgId: "acme" })),
  defect(3, "malformed brandId", METHODS, 404, NO_PATH, () => ({ brandId: "0123" })),
  defect(3, "trailing slash", METHODS, 404, NO_PATH, () => ({ pathEnd: "/" })),
  defect(3, "malformed callerId", TO_ONE, 404, NO_PATH, () => ({ callerId: "123456789012345678901" })),
  defect(3.5, "wrong method", METHODS, 405, '"code":"MethodNotAllowed"', () => ({ method: "PATCH" })),
  defect(4, "read-only account", WRITING, 403, "The account is read-only", () => ({ account: "reader" })),
  defect(5, "unknown brand", METHODS, 404, NO_BRAND, (_, { unusedId }) => ({ brandId: unusedId })),
  defect(5, "foreign brand", METHODS, 404, NO_BRAND, (_, { foreign }) => ({ brandId: foreign.brandId })),
  defect(6, "no content type", WITH_BODY, 415, '"code":"UnsupportedMediaType"', () => ({ contentType: "" })),
  defect(6, "wrong content type", WITH_BODY, 415, '"code":"UnsupportedMediaType"', () => ({
    contentType: "text/plain",
  })),
  defect(7, "oversize", WITH_BODY, 413, '"code":"PayloadTooLarge"', ({ body }) => ({
    body: { ...body, oversize: true },
  })),
  defect(8, "unknown parameter", METHODS, 400, '"code":"UnknownParameter"', () => ({ query: "?x=1" })),
  defect(8, "no filter", LISTS, 400, '"code":"InvalidQuery"', () => ({ query: "?ql=state" })),
  defect(8, "no limit", LISTS, 400, '"code":"InvalidLimit"', () => ({ query: "?limit=0" })),
  defect(8, "no cursor", LISTS, 400, '"code":"InvalidCursor"', () => ({ query: "?after=x" })),
  defect(8, "wrong shape", WITH_BODY, 400, '"code":"InvalidBody"', ({ body }) => ({
    body: { ...body, malformed: true },
  })),
  defect(8, "another id in the body", ["PUT"], 400, "$.id must be the id of the path", ({ body }) => ({
    body: { ...body, wrongId: true },
  })),
  defect(9, "unknown callerId", TO_ONE, 404, NO_CALLER_ID, (_, { unusedId }) => ({ callerId: unusedId })),
  defect(9, "deleted", TO_ONE, 404, NO_CALLER_ID, (_, { deletedId }) => ({ callerId: deletedId })),
  defect(10, "no If-Match", CONDITIONAL, 400, '"code":"IfMatchRequired"', () => ({ ifMatch: "" })),
  defect(10, "stale If-Match", CONDITIONAL, 412, '"code":"PreconditionFailed"', () => ({
    ifMatch: '"0b2f6c1e-7a1d-4c55-9d0e-6a1f0c9b7e31"',
  })),
  defect(11, "rules", WITH_BODY, 400, '"code":"VALIDATION__DepartmentMustBeValid"', () => ({
    department: "department.of.nobody",
  })),
];

/** A request that nothing is wrong with. */
export function soundRequest(method: Method, ground: Ground): Parts {
  return {
    method: method.split(" ")[0] ?? "",
    account: "writer",
    orgId: ground.orgId,
    brandId: ground.brandId,
    ...(TO_ONE.includes(method) && { callerId: ground.callerId }),
    pathEnd: "",
    query: "",
    contentType: "application/json",
    ifMatch: `"${ground.etag}"`,
    body: { oversize: false, malformed: false, wrongId: false },
    department: "department.general.support.customer_service",
    phoneNumber: method === "POST" ? freshNumber() : ground.phoneNumber,
  };
}

export function callOf(parts: Parts, ground: Ground, method: Method): Call {
  const authorization = parts.authorization ?? `Bearer ${ground.tokens[parts.account]}`;
  const headers = {
    ...(authorization !== "" && { authorization }),
    ...(WITH_BODY.includes(method) && parts.contentType && { "content-type": parts.contentType }),
    ...(CONDITIONAL.includes(method) && parts.ifMatch && { "if-match": parts.ifMatch }),
  };
  const item = parts.callerId === undefined ? "" : `/${parts.callerId}`;
  return {
    method: parts.method,
    target: `${collectionPath(parts)}${item}${parts.pathEnd}${parts.query}`,
    headers,
    ...(WITH_BODY.includes(method) && { body: bodyOf(parts) }),
  };
}

function bodyOf({ body, callerId, department, phoneNumber }: Parts): string {
  const id = body.wrongId ? "1" : callerId;
  const text = JSON.stringify({
    ...(id !== undefined && { id }),
    callerIdDetails: { phoneNumber, department },
    ...(body.malformed && { colour: "green" }),
  });
  return body.oversize ? text.padEnd(64 * 1024 + 1) : text;
}
