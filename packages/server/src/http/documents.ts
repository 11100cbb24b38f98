import { openApiDocument } from "@callmark/contract";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { JSON_TYPE } from "./answer.ts";

/** Nothing from elsewhere, nothing inline. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** `/openapi.json`, and `/reference`: a page to browse it that loads nothing from elsewhere. */
export async function addDocuments(app: FastifyInstance): Promise<void> {
  const document = openApiDocument();
  const bytes = Buffer.from(JSON.stringify(document));
  app.route({
    method: ["GET", "HEAD"],
    url: "/openapi.json",
    handler: (_, reply) => reply.header("content-type", JSON_TYPE).send(bytes),
  });
  await app.register(swagger, { mode: "static", specification: { document: document as never } });
  await app.register(swaggerUi, {
    routePrefix: "/reference",
    staticCSP: POLICY,
    indexPrefix: "",
    theme: { title: "callmark: reference" },
    uiConfig: { url: "/openapi.json", deepLinking: true, displayRequestDuration: true } as never,
  });
}
