import Type, { type TSchema } from "typebox";
import { Id } from "../envelope.ts";
import { ERROR_CODES } from "../error-codes.ts";
import { LIMITS } from "../limits.ts";

export const json = (schema: TSchema) => ({ "application/json": { schema } });

/** A schema of the document's own components. */
export const ref = (name: string): TSchema => ({ $ref: `#/components/schemas/${name}` });

interface Header {
  readonly description: string;
  readonly required: boolean;
  readonly schema: TSchema;
}

const requestId: Header = {
  description: "UUID v4 of this answer; the server's log has it too",
  required: true,
  schema: Type.String({ format: "uuid" }),
};
export const quotedEtag: Header = {
  description: "The version, quoted: what `If-Match` of a later write names",
  required: true,
  schema: Type.String({ pattern: '^"[^"]+"$' }),
};
export const location: Header = {
  description: "Path of the resource, relative to the server",
  required: true,
  schema: Type.String({ pattern: "^/api/v1/" }),
};

/** An answer with the headers that each has, and its own. */
export function answer(
  description: string,
  schema?: TSchema,
  headers: Readonly<Record<string, Header>> = {},
) {
  return {
    description,
    headers: { "apple-request-id": requestId, ...headers },
    ...(schema && { content: json(schema) }),
  };
}

const ERRORS_OF_RULES = "\n- `VALIDATION__…`: A validation rule is violated; nothing is stored.";
const allow: Header = {
  description: "The methods that the path has",
  required: true,
  schema: Type.String(),
};

const retryAfter: Header = {
  description: "After how many seconds the request may be sent again",
  required: true,
  schema: Type.String({ pattern: "^[0-9]+$" }),
};

/** The headers that come with a status of a refusal. */
const HEADERS: Readonly<Record<number, Readonly<Record<string, Header>>>> = {
  405: { allow },
  503: { "retry-after": retryAfter },
};

/** What each status of a refusal means, with the codes that come with it. */
export function refusals(...statuses: readonly number[]): Record<string, unknown> {
  return Object.fromEntries(
    statuses.map((status) => {
      const codes = Object.entries(ERROR_CODES).filter(([, code]) => code.status === status);
      const said = codes.map(([name, { when }]) => `- \`${name}\`: ${when}`).join("\n");
      const reports = status === 400 ? ERRORS_OF_RULES : "";
      return [status, answer(`${said}${reports}`, ref("Errors"), HEADERS[status])];
    }),
  );
}

/** The refusals of a read, of a write with a body, and of a write that names a version. */
export const READ = [400, 401, 403, 404, 405, 500, 503] as const;
export const WRITE = [...READ, 413, 415] as const;

/** A parameter of the path; an id unless its schema says otherwise. */
export const parameter = (name: string, description: string, schema: TSchema = Id) => ({
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

export const inOrg = parameter("orgId", "The caller's organization, or one that shares a brand with it");
export const inOwnOrg = parameter("orgId", "The caller's organization");

export const ifMatch = {
  name: "If-Match",
  in: "header",
  required: true,
  description: "The etag of the version that was read; quoted or bare, a list, or `*`",
  schema: Type.String(),
};

/** What every list takes. */
export const PAGING = [
  query(
    "limit",
    `Resources on the page; more than ${LIMITS.pageMaximum} counts as ${LIMITS.pageMaximum}`,
    Type.Integer({ minimum: 1, default: LIMITS.pageDefault }),
  ),
  query("after", "The cursor of the page before", Type.String()),
];

/** What a list takes that has a filter. */
export const filtered = (example: string) => [
  query("ql", `Filter in RSQL, such as \`${example}\``, Type.String()),
  ...PAGING,
];
