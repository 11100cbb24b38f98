import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Store } from "../registry/store.ts";
import { JSON_TYPE } from "./answer.ts";

const ALIVE = Buffer.from('{"status":"alive"}');
const READY = Buffer.from('{"status":"ready"}');
const NOT_READY = Buffer.from('{"status":"not ready"}');

/**
 * `/healthz`: the process answers. `/readyz`: the registry answers as well, which it does only once its migrations
 * and the demo's data are done, since the server listens after them.
 */
export function addHealth(app: FastifyInstance, store: Pick<Store, "rootKey">, log: Logger): void {
  app.get("/healthz", (_, reply) => reply.header("content-type", JSON_TYPE).send(ALIVE));
  app.get("/readyz", async (request, reply) => {
    reply.header("content-type", JSON_TYPE);
    try {
      await store.rootKey();
      return reply.send(READY);
    } catch (error) {
      log.warn({ reqId: request.id, err: error }, "not ready");
      return reply.code(503).send(NOT_READY);
    }
  });
}
