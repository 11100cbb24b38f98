import type { IncomingHttpHeaders } from "node:http";
import { problem } from "../registry/problem.ts";

/** The media type of a request without its parameters, in lower case; "" where there is none (RFC 9110, 8.3.1). */
export function mediaTypeOf(headers: IncomingHttpHeaders): string {
  return (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** Step 6 of the order of checks: throws 415 unless the body is of one of these types, and not compressed. */
export function expectMediaType(headers: IncomingHttpHeaders, ...expected: readonly string[]): void {
  const given = mediaTypeOf(headers);
  const coding = headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  const wanted = expected.join(" or ");
  if (!expected.includes(given)) {
    throw problem("UnsupportedMediaType", `The body must be ${wanted}, not '${given}'`, {
      details: { header: "Content-Type" },
    });
  }
  if (coding !== "identity") {
    throw problem(
      "UnsupportedMediaType",
      `The body must not be compressed or otherwise encoded; its Content-Encoding is '${coding}'`,
      {
        details: { header: "Content-Encoding" },
      },
    );
  }
}
