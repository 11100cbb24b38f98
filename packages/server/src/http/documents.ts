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

const LOGO = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="150" height="40" viewBox="0 0 150 40">' +
    '<circle cx="18" cy="20" r="11" fill="none" stroke="#fff" stroke-width="3"/>' +
    '<path d="M13 20l4 4 7-8" fill="none" stroke="#fff" stroke-width="3"/>' +
    '<text x="38" y="27" fill="#fff" font-family="sans-serif" font-size="20">callmark</text></svg>',
);

/** `/openapi.json`, and `/reference`: a page to browse it that loads nothing from elsewhere. */
export async function addDocuments(app: FastifyInstance): Promise<void> {
  const document = openApiDocument();
  const bytes = Buffer.from(JSON.stringify(document));
  app.get("/openapi.json", (_, reply) => reply.header("content-type", JSON_TYPE).send(bytes));
  await app.register(swagger, { mode: "static", specification: { document: document as never } });
  await app.register(swaggerUi, {
    routePrefix: "/reference",
    staticCSP: POLICY,
    indexPrefix: "",
    theme: { title: "callmark: reference" },
    logo: { type: "image/svg+xml", content: LOGO, href: "/reference", target: "_self" },
    uiConfig: {
      url: "/openapi.json",
      deepLinking: true,
      displayRequestDuration: true,
      // Its default is a badge from elsewhere.
      validatorUrl: null,
    } as never,
  });
}
