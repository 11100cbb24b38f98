import Database from "better-sqlite3";
import Fastify from "fastify";
import { deriveKey } from "../packages/server/src/access/keys.ts";
import { bindCursor, Cursors } from "../packages/server/src/registry/cursor.ts";
import { lastOf, positionOf } from "../packages/server/src/registry/envelope.ts";
import { sortKey } from "../packages/server/src/store/schema.ts";
import { rootKeyOf } from "./requests.ts";

/**
 * A page with its total from a handler that does nothing else: the two statements, cursors that are checked, and no log,
 * no metrics, no routes beside it, nothing that a filter, a partner or a client that errs would need.
 */
const file = process.env.DATABASE ?? "";
const db = new Database(file, { readonly: true });
const cursors = new Cursors([deriveKey(Buffer.from(rootKeyOf(file), "base64"), "cursors")]);
const page = (after: string) =>
  db.prepare<unknown[], { count: number; data: string }>(
    `select count(*) as count, group_concat(body, ',') as data from (
       select body from caller_ids where brand_id = ? and deleted = 0 ${after} order by created desc, id desc limit ?)`,
  );
const firstPage = page("");
const laterPage = page("and (created, id) < (?, ?)");
const total = db
  .prepare<unknown[], number>(
    `select submitted + processing + published + rejected + failed
     from counts where parent_id = ? and kind = 'callerId'`,
  )
  .pluck();
const known = new Set<string | undefined>();

interface Asked {
  Params: { orgId: string; brandId: string };
  Querystring: { after?: string; limit?: string };
}

const app = Fastify();
app.get<Asked>("/api/v1/orgs/:orgId/brands/:brandId/caller-ids", (request, reply) => {
  const { orgId, brandId } = request.params;
  const limit = Number(request.query.limit ?? 100);
  // What a token allows is remembered; here, that there is one.
  known.add(request.headers.authorization);
  const key = sortKey(brandId);
  const binding = bindCursor("callerId", orgId, brandId, "");
  const after = request.query.after && cursors.read(request.query.after, binding);
  const found = after
    ? laterPage.get(key, after.created, sortKey(after.id), limit + 1)
    : firstPage.get(key, limit + 1);
  const { count = 0, data: all = "" } = found ?? {};
  const data = count > limit ? all.slice(0, lastOf(all) - 1) : all;
  const cursor = cursors.write(positionOf(data.slice(lastOf(data))), binding);
  const next = `/api/v1/orgs/${orgId}/brands/${brandId}/caller-ids?limit=${limit}&after=${cursor}`;
  const pagination = JSON.stringify({ cursors: { after: cursor }, next });
  reply.header("content-type", "application/json");
  reply.send(Buffer.from(`{"data":[${data}],"pagination":${pagination},"total":${total.get(key)}}`));
});
await app.listen({ port: 0, host: "127.0.0.1" });
console.log(`http://127.0.0.1:${(app.server.address() as { port: number }).port}`);
