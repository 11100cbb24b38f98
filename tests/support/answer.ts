import type { ErrorObject, ValidationReport } from "@callmark/contract";

/** What a request asks for; `undefined` stands for what is no request at all. */
export type Asked =
  | {
      readonly method: string;
      readonly target: string;
      /** The test has broken the server: a 500 is what it waits for. Everywhere else a 500 is a fault. */
      readonly mayFail?: boolean;
    }
  | undefined;

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  /** Names in lower case; what came twice stands with a comma between. */
  readonly headers: Readonly<Record<string, string>>;
  /** How often each header came. */
  readonly headerCounts: ReadonlyMap<string, number>;
  readonly body: Buffer;
  readonly text: string;
}

export function answerOf(status: number, rawHeaders: readonly string[], body: Buffer): Answer {
  const headers: Record<string, string> = {};
  const headerCounts = new Map<string, number>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    const value = rawHeaders[at + 1] ?? "";
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
    headerCounts.set(name, (headerCounts.get(name) ?? 0) + 1);
  }
  return { status, headers, headerCounts, body, text: body.toString("utf8") };
}

export interface CallerIdDetails {
  readonly phoneNumber: string;
  readonly department?: string;
}

/** A caller ID as the wire shows it. */
export interface CallerId {
  readonly orgId: string;
  readonly brandId: string;
  readonly id: string;
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly state: string;
  readonly etag: string;
  readonly callerIdDetails: CallerIdDetails;
  readonly validationReports?: readonly ValidationReport[];
}

export interface CallerIdPage {
  readonly data: readonly CallerId[];
  readonly pagination: { readonly cursors?: { readonly after: string }; readonly next?: string };
  readonly total: number;
}

export interface TokenBody {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
}

/** One object of an error body: an error, or a validation report. */
export type WireError = ErrorObject & Partial<Omit<ValidationReport, keyof ErrorObject>>;

// Every answer has been checked against the OpenAPI document before a test sees it, so its body has this shape.
export const callerIdOf = (answer: Answer): CallerId => expectingStatus(answer, [200, 201]);
export const pageOf = (answer: Answer): CallerIdPage => expectingStatus(answer, [200]);
export const tokenOf = (answer: Answer): TokenBody => expectingStatus(answer, [200]);

export function errorsOf(answer: Answer): readonly WireError[] {
  if (answer.status < 400) throw new Error(`Not refused: ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text);
}

export function codesOf(answer: Answer): readonly string[] {
  return errorsOf(answer).map(({ code }) => code);
}

/** The error where there is exactly one. */
export function errorOf(answer: Answer): WireError {
  const [error, ...others] = errorsOf(answer);
  if (error === undefined || others.length > 0) throw new Error(`Not one error: ${answer.text}`);
  return error;
}

/** A status and its codes in one text, for tables: `400 InvalidQuery`, `204`. */
export function summaryOf(answer: Answer): string {
  if (answer.status < 400) return String(answer.status);
  return `${answer.status} ${codesOf(answer).join(" ")}`;
}

function expectingStatus<Body>(answer: Answer, statuses: readonly number[]): Body {
  if (!statuses.includes(answer.status)) throw new Error(`Refused: ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text) as Body;
}
