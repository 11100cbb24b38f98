import {
  CallmarkError,
  ConnectionLost,
  Forbidden,
  InvalidFilter,
  Rejected,
  StaleEtag,
  TokenRefused,
  Unauthorized,
} from "@callmark/client";
import type { Explanation } from "./errors.ts";
import { fit, oneLine, widthOf } from "./listing/text.ts";
import { reasonOf } from "./reason.ts";
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
  return [message, ...causeOf(error), ...(adviceOn(error) ?? []).map((advice) => `→ ${advice}`)];
}

/** Where there was no answer, the system's own words, which name the address that was asked. */
function causeOf(error: CallmarkError): string[] {
  return error instanceof ConnectionLost && error.cause !== undefined
    ? [`  ${oneLine(reasonOf(error))}`]
    : [];
}

function adviceOn(error: CallmarkError): string[] | undefined {
  if (error instanceof TokenRefused) return ["callmark login sets account and secret anew"];
  if (error instanceof Unauthorized) return ["callmark doctor looks into it"];
  if (error instanceof Forbidden) {
    return ["callmark doctor shows whom the account acts for, and whether it may write"];
  }
  if (error instanceof StaleEtag) return ["Somebody has changed it meanwhile: look at it, and do it again"];
  if (error instanceof ConnectionLost) return ["callmark doctor looks into it"];
  return undefined;
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

/** The filter, with a caret under the place where it is wrong. */
function caret({ ql, position }: InvalidFilter): string[] {
  const columns = (process.stderr.columns || 80) - 4;
  if (position === undefined) return [`  ${fit(oneLine(ql), columns)}`];
  // Half a terminal stands before the place, and the place is seen even where each character is a wide one.
  const before = Math.floor(columns / 2) - 2;
  const from = ql.length > columns ? Math.max(0, position - before) : 0;
  // A control character is one unit, and shows as one space: positions stay what they are.
  const shown = ql.slice(from).replaceAll(/\p{Cc}/gu, " ");
  const lead = from > 0 ? "…" : "";
  const offset = widthOf(lead + shown.slice(0, position - from));
  return [`  ${fit(lead + shown, columns)}`, `  ${" ".repeat(offset)}^`];
}
