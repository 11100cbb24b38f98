import { withReports } from "../../registry/envelope.ts";
import { newEtag } from "../../registry/etag.ts";
import type { Finding } from "../../registry/rules.ts";
import { JSON_TYPE } from "../answer.ts";
import { expectShape, parseJson } from "../body.ts";
import { endpoint } from "../exchange.ts";
import { locationOf } from "../location.ts";
import { expectMediaType } from "../media-type.ts";
import { settled } from "../outcome.ts";
import { readParameters } from "../parameters.ts";

interface Input {
  readonly submitted: unknown;
  readonly findings: readonly Finding[];
}

/** `POST …/{collection}`. */
export const create = endpoint<Input>({
  writes: true,

  async read({ kind, deps, raw, rawQuery, body }) {
    expectMediaType(raw.headers, JSON_TYPE);
    const bytes = await body();
    readParameters(rawQuery, {});
    const value = parseJson(bytes);
    expectShape(kind.shapes.create, value);
    const submitted = kind.arrange((value as Record<string, unknown>)[kind.detailsMember]);
    return { submitted, findings: kind.judge(submitted, deps.policies[kind.name]) };
  },

  async run(exchange, input, { accessRevision, clientId }) {
    const { kind, collection, deps } = exchange;
    const created = settled(
      exchange,
      await deps.store.create({
        ...input,
        kind: kind.name,
        collection,
        accessRevision,
        clientId,
        now: deps.clock(),
        etag: newEtag(),
        maximum: deps.maximum[kind.name],
      }),
    );
    const headers = { etag: `"${created.etag}"`, location: locationOf(exchange, created.id) };
    return { status: 201, headers, body: withReports(created.body) };
  },
});
