import type { TSchema } from "typebox";
import Type from "typebox";
import { callerIdSchemas } from "./caller-id.ts";
import { Id } from "./envelope.ts";
import { ERROR_CODES } from "./error-codes.ts";
import { ErrorObject } from "./error-object.ts";
import { ImageMetadata } from "./image.ts";
import { imagePaths } from "./image-paths.ts";
import { LIMITS } from "./limits.ts";
import { PATHS } from "./paths.ts";
import { TokenAnswer, TokenErrorAnswer, TokenRequest } from "./token.ts";
import { ValidationReport } from "./validation.ts";

const json = (schema: TSchema) => ({ "application/json": { schema } });
const ref = (name: string): TSchema => ({ $ref: `#/components/schemas/${name}` });

const requestId = {
  description: "UUID v4 of this answer; the server's log has it too",
  required: true,
  schema: Type.String({ format: "uuid" }),
};
const quotedEtag = {
  description: "The version, quoted: what `If-Match` of a later write names",
  required: true,
  schema: Type.String({ pattern: '^"[^"]+"$' }),
};
const location = {
  description: "Path of the resource, relative to the server",
  required: true,
  schema: Type.String({ pattern: "^/api/v1/" }),
};

interface Header {
  readonly description: string;
  readonly required: boolean;
  readonly schema: TSchema;
}

function answer(description: string, schema?: TSchema, headers: Readonly<Record<string, Header>> = {}) {
  return {
    description,
    headers: { "apple-request-id": requestId, ...headers },
    ...(schema && { content: json(schema) }),
  };
}

const parameter = (name: string, description: string, schema: TSchema = Id) => ({
  name,
  in: "path",
  required: true,
  description,
  schema,
});
const query = (name: string, description: string, schema: TSchema) => ({
  name,
  in: "query",
  description,
  schema,
});

const inBrand = [parameter("orgId", "The caller's organization"), parameter("brandId", "One of its brands")];
const inBrandById = [...inBrand, parameter("callerId", "The caller ID")];
const ifMatch = {
  name: "If-Match",
  in: "header",
  required: true,
  description: "The etag of the version that was read; quoted or bare, a list, or `*`",
  schema: Type.String(),
};

/** What each status of a refusal means, with the codes that come with it. */
function refusals(...statuses: number[]): Record<string, unknown> {
  return Object.fromEntries(
    statuses.map((status) => {
      const codes = Object.entries(ERROR_CODES).filter(([, code]) => code.status === status);
      const said = codes.map(([name, { when }]) => `- \`${name}\`: ${when}`).join("\n");
      const reports =
        status === 400 ? "\n- `VALIDATION__…`: A validation rule is violated; nothing is stored." : "";
      const allow = {
        allow: { description: "The methods that the path has", required: true, schema: Type.String() },
      };
      return [status, answer(`${said}${reports}`, ref("Errors"), status === 405 ? allow : {})];
    }),
  );
}

const READ = [400, 401, 403, 404, 405, 500, 503];
const WRITE = [...READ, 413, 415];

/** The API as an OpenAPI 3.1 document: `openapi.json` is this, committed. */
export function openApiDocument() {
  return {
    openapi: "3.1.0",
    info: {
      title: "callmark",
      version: "0.1.0",
      summary: "A self-hosted Business Caller ID registry that speaks the Apple Business API",
      description: "Not affiliated with or endorsed by Apple Inc.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }],
    paths: {
      [PATHS.callerIds]: {
        parameters: inBrand,
        get: {
          operationId: "listCallerIds",
          tags: ["Caller IDs"],
          summary: "List caller IDs",
          description: "Newest first. `total` is exact, and from the same moment as the page.",
          parameters: [
            query(
              "ql",
              "Filter in RSQL, such as `state==PUBLISHED;createdDate=gt=2024-10-01T00:00:00Z`",
              Type.String(),
            ),
            query(
              "limit",
              `Resources on the page; more than ${LIMITS.pageMaximum} counts as ${LIMITS.pageMaximum}`,
              Type.Integer({ minimum: 1, default: LIMITS.pageDefault }),
            ),
            query("after", "The cursor of the page before", Type.String()),
          ],
          responses: { 200: answer("A page", ref("CallerIdPage")), ...refusals(...READ) },
        },
        post: {
          operationId: "createCallerId",
          tags: ["Caller IDs"],
          summary: "Create a caller ID",
          requestBody: { required: true, content: json(ref("CallerIdCreate")) },
          responses: {
            201: answer("Created, and submitted to review", ref("CallerIdAccepted"), {
              etag: quotedEtag,
              location,
            }),
            ...refusals(...WRITE),
          },
        },
      },
      [PATHS.callerId]: {
        parameters: inBrandById,
        get: {
          operationId: "getCallerId",
          tags: ["Caller IDs"],
          summary: "Get a caller ID",
          responses: {
            200: answer("The caller ID", ref("CallerId"), { etag: quotedEtag }),
            ...refusals(...READ),
          },
        },
        put: {
          operationId: "updateCallerId",
          tags: ["Caller IDs"],
          summary: "Update a caller ID",
          description: "Replaces the details whole, and asks for a new review even where they are the same.",
          parameters: [ifMatch],
          requestBody: { required: true, content: json(ref("CallerIdUpdate")) },
          responses: {
            200: answer("Updated, and submitted to review", ref("CallerIdAccepted"), {
              etag: quotedEtag,
              location,
            }),
            ...refusals(...WRITE, 412),
          },
        },
        delete: {
          operationId: "deleteCallerId",
          tags: ["Caller IDs"],
          summary: "Delete a caller ID",
          description: "Its number is free again at once.",
          parameters: [ifMatch],
          responses: { 204: answer("Deleted", undefined, { etag: quotedEtag }), ...refusals(...READ, 412) },
        },
      },
      ...imagePaths({
        answer,
        refusals,
        inOrg: [parameter("orgId", "The caller's organization")],
        location,
        metadata: ref("ImageMetadata"),
      }),
      [PATHS.token]: {
        post: {
          operationId: "createToken",
          tags: ["Tokens"],
          summary: "Fetch an access token",
          description: "RFC 6749, 4.4. The client may authenticate by HTTP Basic instead.",
          security: [],
          requestBody: {
            required: true,
            content: {
              ...json(ref("TokenRequest")),
              "application/x-www-form-urlencoded": { schema: ref("TokenRequest") },
            },
          },
          responses: {
            200: answer("A token", ref("Token")),
            400: answer("RFC 6749, 5.2", Type.Unsafe({ anyOf: [ref("TokenError"), ref("Errors")] })),
            401: answer("The client is unknown, or its secret wrong", ref("TokenError")),
            ...refusals(405, 413, 415, 500, 503),
          },
        },
      },
    },
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "A token of the token endpoint" },
      },
      schemas: {
        CallerId: callerIdSchemas.resource,
        CallerIdAccepted: callerIdSchemas.accepted,
        CallerIdPage: callerIdSchemas.page,
        CallerIdCreate: callerIdSchemas.createBody,
        CallerIdUpdate: callerIdSchemas.updateBody,
        ImageMetadata,
        Errors: Type.Array(Type.Unsafe({ anyOf: [ref("ValidationReport"), ref("Error")] }), { minItems: 1 }),
        Error: ErrorObject,
        ValidationReport,
        TokenRequest,
        Token: TokenAnswer,
        TokenError: TokenErrorAnswer,
      },
    },
  };
}
