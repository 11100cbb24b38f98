import type { Finding } from "../registry/rules.ts";
import { JSON_TYPE } from "./answer.ts";
import { expectShape, parseJson } from "./body.ts";
import type { Exchange } from "./exchange.ts";
import { expectMediaType } from "./media-type.ts";
import { readParameters } from "./parameters.ts";
import type { Shape } from "./shapes.ts";

/** Details that a client submitted, and what is wrong with them by themselves. */
export interface Submitted {
  readonly submitted: unknown;
  readonly findings: readonly Finding[];
}

/** Steps 6 to 8 of a write: type, size, parameters, JSON, shape. Gives the body's members. */
export async function readMembers(
  { raw, rawQuery, body }: Exchange,
  shape: Shape,
): Promise<Readonly<Record<string, unknown>>> {
  expectMediaType(raw.headers, JSON_TYPE);
  const bytes = await body();
  readParameters(rawQuery, {});
  const value = parseJson(bytes);
  expectShape(shape, value);
  return value as Readonly<Record<string, unknown>>;
}

/** The details among the members, judged by the rules that need nothing else. */
export function judge({ kind, deps }: Exchange, members: Readonly<Record<string, unknown>>): Submitted {
  const submitted = kind.arrange(members[kind.detailsMember]);
  return { submitted, findings: kind.judge(submitted, deps.policies[kind.name]) };
}
