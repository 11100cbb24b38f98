import { withReports } from "../../registry/envelope.ts";
import { newEtag } from "../../registry/etag.ts";
import { problem } from "../../registry/problem.ts";
import type { Finding } from "../../registry/rules.ts";
import { JSON_TYPE } from "../answer.ts";
import { expectShape, parseJson } from "../body.ts";
import { endpoint } from "../exchange.ts";
import { expectIfMatch } from "../if-match.ts";
import { locationOf } from "../location.ts";
import { expectMediaType } from "../media-type.ts";
import { settled } from "../outcome.ts";
import { readParameters } from "../parameters.ts";

interface Input {
  readonly submitted: unknown;
  readonly findings: readonly Finding[];
}

/** `PUT …/{collection}/{id}`: replaces the details whole, and asks for a new review. */
export const update = endpoint<Input>({
  writes: true,

  async read({ kind, id, deps, raw, rawQuery, body }) {
    expectMediaType(raw.headers, JSON_TYPE);
    const bytes = await body();
    readParameters(rawQuery, {});
    const value = parseJson(bytes);
    expectShape(kind.shapes.update, value);
    const members = value as Record<string, unknown>;
    if (members.id !== id) {
      throw problem("InvalidBody", `$.id must be the id of the path, ${id}`, { context: { path: "$.id" } });
    }
    const submitted = kind.arrange(members[kind.detailsMember]);
    return { submitted, findings: kind.judge(submitted, deps.policies[kind.name]) };
  },

  async run(exchange, input, { accessRevision, clientId }) {
    const { kind, collection, id, deps } = exchange;
    const request = { kind: kind.name, collection, accessRevision };
    const ifMatch = await expectIfMatch(exchange, request);
    const updated = settled(
      exchange,
      await deps.store.update({
        ...input,
        ...request,
        id,
        ifMatch,
        clientId,
        now: deps.clock(),
        etag: newEtag(),
      }),
    );
    const headers = { etag: `"${updated.etag}"`, location: locationOf(exchange, id) };
    return { status: 200, headers, body: withReports(updated.body) };
  },
});
