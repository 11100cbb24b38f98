import { BASE_PATH, REGISTRY_PATH, REVIEW_PATH } from "@callmark/contract";
import { notFound } from "../registry/problem.ts";
import type { Answer } from "./answer.ts";
import type { Incoming, Route } from "./exchange.ts";
import { answerResource } from "./pipeline.ts";
import { answerNothing as answerNothingInRegistry } from "./registry/routes.ts";
import { answerNothing as answerNothingInReview } from "./review/routes.ts";

/** What each API says of a path that nothing lives at, by where it begins. */
const APIS: readonly (readonly [base: string, answer: Route["answer"]])[] = [
  [BASE_PATH, (incoming) => answerResource(incoming)],
  [REGISTRY_PATH, answerNothingInRegistry],
  [REVIEW_PATH, answerNothingInReview],
];

/**
 * Answers a request whose path the router cannot decode. Nothing lives there, but what can be read of it says whose it
 * is, and so the token and the org come first all the same. Throws the `Problem` that the client is told.
 */
export async function answerMalformed(incoming: Omit<Incoming, "parameters">, path: string): Promise<Answer> {
  const segments = path.split("/").map(decodedOrAsItIs);
  const [, answer] = APIS.find(([base]) => isBelow(base.split("/"), segments)) ?? [];
  if (answer === undefined) throw notFound("Path");
  const [, , , orgs, orgId] = segments;
  return answer({ ...incoming, parameters: orgs === "orgs" ? { orgId } : {} });
}

function isBelow(base: readonly string[], segments: readonly string[]): boolean {
  return segments.length > base.length && base.every((segment, index) => segment === segments[index]);
}

function decodedOrAsItIs(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
