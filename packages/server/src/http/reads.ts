import type { FastifyInstance } from "fastify";
import { type Problem, problem } from "../registry/problem.ts";

/** The methods of what is only read. */
export const READS: readonly string[] = ["GET", "HEAD"];

/** The 405 of a path that knows other methods than this one. */
export function methodNotAllowed(method: string | undefined, allowed: readonly string[]): Problem {
  const allow = allowed.join(", ");
  return problem("MethodNotAllowed", `The path has no method ${method}; it has ${allow}`, {
    headers: { allow },
  });
}

/** From now on every route that only reads answers the other `methods` with 405. */
export function refuseOtherMethods(app: FastifyInstance, methods: readonly string[]): void {
  const others = methods.filter((method) => !READS.includes(method));
  app.addHook("onRoute", function refuse({ method, routePath }) {
    const known = [method].flat();
    // Fastify adds HEAD to a route of GET by another, which is this one again.
    if (!known.includes("GET") || known.some((one) => others.includes(one))) return;
    this.route({
      method: others,
      // "" is what a plugin's "/" is at first, which is there without and with its slash.
      url: routePath || "/",
      handler(request) {
        throw methodNotAllowed(request.method, READS);
      },
    });
  });
}
