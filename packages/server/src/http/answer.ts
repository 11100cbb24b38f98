import type { Readable } from "node:stream";
import type { ErrorObject, ValidationReport } from "@callmark/contract";
import type { FastifyReply } from "fastify";
import type { Logger } from "pino";
import { Problem, problem } from "../registry/problem.ts";
import { OutcomeUnknown, QueryTooExpensive, StoreUnavailable } from "../registry/store.ts";
import { bytesOf } from "./body-bytes.ts";

/** What an endpoint answers; a body is compact JSON, as a whole or in pieces that would be long to join. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | readonly string[];
  /** What comes in pieces, in place of a body; its type stands in the headers. */
  readonly stream?: Readable;
}

export const JSON_TYPE = "application/json";

export function problemAnswer({ status, errors, headers }: Problem): Answer {
  return { status, headers, body: errorBody(errors) };
}

/** The body of every refusal but the token endpoint's own: an array of error objects. */
export function errorBody(errors: readonly (ErrorObject | ValidationReport)[]): string {
  return JSON.stringify(errors);
}

/** Node sends so short a text together with the headers, from its stack; a longer one costs it a large buffer. */
const SHORT = 5_000;

const asItIs = (text: string): string => text;

/** Sends an answer. */
export function send(reply: FastifyReply, { status, headers, body, stream }: Answer): FastifyReply {
  reply.code(status);
  if (headers !== undefined) reply.headers(headers);
  if (stream !== undefined) return reply.send(stream);
  if (body === undefined) return reply.send();
  reply.header("content-type", JSON_TYPE);
  // With a serializer of its own a text's type gets no charset either.
  const pieces = typeof body === "string" ? [body] : body;
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length <= SHORT) return reply.serializer(asItIs).send(pieces.join(""));
  // Fastify adds no charset to the type of a Buffer, and Node sends it without another copy.
  return reply.send(bytesOf(pieces, reply.raw));
}

/** What a client is told of an error; what is not for it goes into the log, under the request's id. */
export function refusalOf(error: unknown, requestId: string, log: Logger): Answer {
  if (error instanceof Problem) return problemAnswer(error);
  if (error instanceof StoreUnavailable) {
    log.warn({ reqId: requestId, reason: error.message }, "store unavailable");
    return problemAnswer(
      problem("ServiceUnavailable", "The registry cannot answer at the moment; nothing was changed", {
        headers: { "retry-after": "1" },
      }),
    );
  }
  if (error instanceof OutcomeUnknown) {
    log.warn({ reqId: requestId, reason: error.message }, "outcome unknown");
    return problemAnswer(
      problem(
        "ServiceUnavailable",
        "The registry lost its database during the write; look whether the request was carried out before you send it again",
        { headers: { "retry-after": "1" } },
      ),
    );
  }
  if (error instanceof QueryTooExpensive) {
    return problemAnswer(
      problem("QueryTooExpensive", `${error.message}; ask for less, or in another way`, {
        headers: { "retry-after": "1" },
      }),
    );
  }
  log.error({ reqId: requestId, err: error }, "request failed");
  return problemAnswer(
    problem("InternalServerError", "The server failed; its log has the reason under this request id", {
      context: { requestId },
    }),
  );
}
