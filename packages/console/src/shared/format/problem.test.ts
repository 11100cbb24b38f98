import { ConnectionLost, NotFound, ServerError, ServiceUnavailable } from "@callmark/client";
import { expect, test } from "vitest";
import { sayProblem } from "./problem.ts";

const request = "GET /api/v1/orgs/1/brands/2";

test.each([
  [
    "an error of the registry",
    new NotFound({
      message: "There is no such brand",
      request,
      status: 404,
      errors: [{ code: "NotFound", message: "" }],
    }),
    "There is no such brand",
  ],
  [
    "one that can be found in its log",
    new ServerError({
      message: "It failed",
      request,
      status: 500,
      errors: [{ code: "InternalError", message: "" }],
      requestId: "r1",
    }),
    "It failed (request r1)",
  ],
  [
    "a proxy's page",
    new ServiceUnavailable({ message: `${request} was answered 502`, request, status: 502 }),
    "The registry cannot answer at the moment (502). Try again in a while; if it lasts, tell whoever runs it.",
  ],
  [
    "no answer",
    new ConnectionLost({ message: "fetch failed", request }),
    "The registry did not answer. Check the connection; what you see may be out of date.",
  ],
  ["what is no error of the client", new Error("Too large"), "Too large"],
])("%s", (_, error, said) => {
  expect(sayProblem(error)).toBe(said);
});
