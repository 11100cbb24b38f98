import {
  CallmarkError,
  ConnectionLost,
  Forbidden,
  InvalidFilter,
  NotFound,
  Rejected,
  StaleEtag,
  TokenRefused,
  Unauthorized,
} from "@callmark/client";
import type { Explanation } from "./errors.ts";
import { fit, oneLine, widthOf } from "./listing/text.ts";
import { reportLines } from "./reports.ts";

/** What a refused request means, and what to do; `undefined` where the error is not the client's. */
export function explain(error: Error): Explanation | undefined {
  if (!(error instanceof CallmarkError)) return undefined;
  const { code, status, requestId } = error;
  return { lines: [...linesOf(error), ...trail(error)], facts: { code, status, requestId, ...more(error) } };
}

function linesOf(error: CallmarkError): string[] {
  const message = oneLine(error.message);
  if (error instanceof InvalidFilter) return [message, ...caret(error)];
  if (error instanceof Rejected) {
    return ["It breaks rules, and nothing was stored:", ...reportLines(error.validationReports)];
  }
  if (error instanceof TokenRefused) {
    return [`No token: ${message}`, hint("the account and its secret: callmark login sets them anew")];
  }
  if (error instanceof Unauthorized)
    return [message, hint("the account's token: callmark doctor looks into it")];
  if (error instanceof Forbidden) {
    return [
      message,
      hint("whether the organization is the account's, and whether the account may write: callmark doctor"),
    ];
  }
  if (error instanceof StaleEtag) {
    return [message, hint("what it is now, and do it again: somebody has changed it meanwhile")];
  }
  if (error instanceof NotFound) return [message];
  if (error instanceof ConnectionLost) return [message, hint("the address and the server: callmark doctor")];
  return [message];
}

/** What to name to those who run the server. */
function trail({ request, status, requestId }: CallmarkError): string[] {
  if (status === undefined || requestId === undefined) return [];
  return [`  ${[status, request, `request ${requestId}`].filter(Boolean).join(", ")}`];
}

function more(error: CallmarkError): Readonly<Record<string, unknown>> {
  if (error instanceof InvalidFilter) {
    return { ql: error.ql, position: error.position, field: error.field };
  }
  return error instanceof Rejected ? { validationReports: error.validationReports } : {};
}

const hint = (what: string) => `Look at ${what}`;

/** What stands before the place, and behind it, where the text is longer than the terminal. */
const BEFORE = 40;

/** The filter, with a caret under the place where it is wrong. */
function caret({ ql, position }: InvalidFilter): string[] {
  const columns = (process.stderr.columns || 80) - 4;
  if (position === undefined) return [`  ${fit(oneLine(ql), columns)}`];
  const from = ql.length > columns ? Math.max(0, position - BEFORE) : 0;
  // A control character is one unit, and shows as one space: positions stay what they are.
  const shown = ql.slice(from).replaceAll(/\p{Cc}/gu, " ");
  const lead = from > 0 ? "…" : "";
  const offset = widthOf(lead + shown.slice(0, position - from));
  return [`  ${fit(lead + shown, columns)}`, `  ${" ".repeat(offset)}^`];
}
