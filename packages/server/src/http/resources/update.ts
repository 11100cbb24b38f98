import { withReports } from "../../registry/envelope.ts";
import { newEtag } from "../../registry/etag.ts";
import { problem } from "../../registry/problem.ts";
import { advisories } from "../../registry/rules.ts";
import { endpoint } from "../exchange.ts";
import { expectIfMatch } from "../if-match.ts";
import { locationOf } from "../location.ts";
import { settled } from "../outcome.ts";
import { requestOf } from "../request-of.ts";
import { SHAPES } from "../shapes.ts";
import { judge, readMembers, type Submitted } from "../submitted.ts";

/** `PUT …/{collection}/{id}`: replaces the details whole, and asks for a new review. */
export const update = endpoint<Submitted>({
  writes: true,

  async read(exchange) {
    const { kind, id } = exchange;
    const members = await readMembers(exchange, SHAPES[kind.name].update);
    if (members.id !== id) {
      throw problem("InvalidBody", `$.id must be the id of the path, ${id}`, { context: { path: "$.id" } });
    }
    return judge(exchange, members);
  },

  async run(exchange, input, grant) {
    const { id, kind, deps } = exchange;
    const request = requestOf(exchange, grant);
    const ifMatch = await expectIfMatch(exchange, request);
    const updated = settled(
      exchange,
      await deps.store.update({
        ...input,
        ...request,
        id,
        ifMatch,
        clientId: grant.clientId,
        now: deps.clock(),
        etag: newEtag(),
        required: deps.required,
      }),
    );
    if (updated.isRejected) deps.reviewed(kind.name, "rejected", 0);
    const headers = { etag: `"${updated.etag}"`, location: locationOf(exchange, id) };
    return {
      status: 200,
      headers,
      body: withReports(updated.body, advisories(updated.findings, deps.clock())),
    };
  },
});
