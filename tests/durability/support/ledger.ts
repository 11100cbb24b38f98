import { isDeepStrictEqual } from "node:util";
import { type Answer, type CallerId, callerIdOf, codesOf, errorOf, pageOf } from "../../support/answer.ts";
import type { Api, Details } from "../../support/api.ts";

/** A caller ID as its writer knows it: as the last acknowledged write left it. */
export type Known = Omit<CallerId, "validationReports">;

/** A write that is asked for. */
export type Attempt =
  | { readonly kind: "create"; readonly details: Details }
  | { readonly kind: "update"; readonly of: Known; readonly details: Details }
  | { readonly kind: "remove"; readonly of: Known };

/** What became of it, as far as its writer can tell: the resource as it now is; `unknown` where no answer says it. */
export type Outcome = Known | "refused" | "unknown";

/** What was acknowledged of a brand that nobody else writes to. */
export class Ledger {
  /** By id; deleted ones have the state `DELETED`. */
  readonly known = new Map<string, Known>();
  /** The writes that no answer came to, or one that does not say whether they were carried out. */
  readonly #open: Attempt[] = [];
  acknowledged = 0;
  refused = 0;

  get live(): Known[] {
    return [...this.known.values()].filter(({ state }) => state !== "DELETED");
  }

  /** How many writes wait to be settled. */
  get unanswered(): number {
    return this.#open.length;
  }

  /** Sends a write and notes its outcome; throws where it is answered with what its writer did not earn. */
  async attempt(api: Api, attempt: Attempt): Promise<Outcome> {
    let answer: Answer;
    try {
      answer = await send(api, attempt);
    } catch (error) {
      if (!isLostConnection(error)) throw error;
      this.#open.push(attempt);
      return "unknown";
    }
    if (answer.status === 503) {
      if (codesOf(answer).join() !== "ServiceUnavailable") throw new Error(answer.text);
      if (!errorOf(answer).message.includes("nothing was changed")) {
        this.#open.push(attempt);
        return "unknown";
      }
      this.refused += 1;
      return "refused";
    }
    const known = acknowledgedBy(answer, attempt);
    this.known.set(known.id, known);
    this.acknowledged += 1;
    return known;
  }

  /**
   * What the registry has that it must not have, or lacks that it must have. A write without an answer may be there
   * whole or not at all; from here on it is known which.
   */
  settle(found: readonly CallerId[]): string[] {
    const rest = new Map(found.map((one) => [one.id, one]));
    const faults: string[] = rest.size < found.length ? ["a resource is listed twice"] : [];
    const attempts = new Map(this.#open.map((attempt) => [keyOf(attempt), attempt]));
    this.#open.length = 0;
    for (const [id, known] of this.known) {
      const actual = rest.get(id);
      rest.delete(id);
      const attempt = attempts.get(id);
      if (actual === undefined) faults.push(`${JSON.stringify(known)} is lost`);
      else if (agrees(actual, known) || isAfter(actual, attempt)) this.known.set(id, actual);
      else faults.push(`${JSON.stringify(actual)} is not ${JSON.stringify(attempt ?? known)}`);
    }
    for (const actual of rest.values()) {
      const attempt = attempts.get(actual.callerIdDetails.phoneNumber);
      if (isAfter(actual, attempt)) this.known.set(actual.id, actual);
      else faults.push(`${JSON.stringify(actual)} is nobody's`);
    }
    return faults;
  }
}

/** The resource as an answer says that it now is; throws where that is not what was asked for. */
function acknowledgedBy(answer: Answer, attempt: Attempt): Known {
  if (attempt.kind === "remove") {
    if (answer.status !== 204 || answer.headers.etag !== `"${attempt.of.etag}"`) {
      throw new Error(`Removed with ${answer.status} ${answer.text}`);
    }
    return { ...attempt.of, state: "DELETED" };
  }
  const { validationReports: _, ...written } = callerIdOf(answer);
  if (!isAfter(written, attempt)) throw new Error(`${answer.text} is not ${JSON.stringify(attempt)}`);
  return written;
}

const ALL_STATES = "ql=state=in=(SUBMITTED,PROCESSING,PUBLISHED,REJECTED,FAILED,DELETED)&limit=1000";

/** Everything that a brand has, deleted ones too, page by page; throws where a page's total is another number. */
export async function everythingIn(api: Api, query = ALL_STATES): Promise<CallerId[]> {
  const found: CallerId[] = [];
  const totals = new Set<number>();
  let target: string | undefined = `${api.collection}?${query}`;
  while (target !== undefined) {
    const page = pageOf(await api.call({ target }));
    found.push(...page.data);
    totals.add(page.total);
    target = page.pagination.next;
  }
  if ([...totals].join() !== String(found.length)) {
    throw new Error(`The total is ${[...totals].join(", then ")}; the pages have ${found.length}`);
  }
  return found;
}

function send(api: Api, attempt: Attempt): Promise<Answer> {
  switch (attempt.kind) {
    case "create":
      return api.create(attempt.details);
    case "update":
      return api.update(attempt.of.id, attempt.of.etag, attempt.details);
    default:
      return api.remove(attempt.of.id, attempt.of.etag);
  }
}

/** The id of the resource; for one that had none yet, its number. */
function keyOf(attempt: Attempt): string {
  return attempt.kind === "create" ? String(attempt.details.phoneNumber) : attempt.of.id;
}

/** A delete says nothing of the moment that it moved `updatedDate` to. */
function agrees(actual: CallerId, known: Known): boolean {
  if (known.state !== "DELETED") return isDeepStrictEqual(actual, known);
  return (
    Date.parse(actual.updatedDate) >= Date.parse(known.updatedDate) &&
    isDeepStrictEqual({ ...actual, updatedDate: "" }, { ...known, updatedDate: "" })
  );
}

/** Is this what the resource is once the write was done whole? */
function isAfter(actual: CallerId, attempt: Attempt | undefined): boolean {
  if (attempt === undefined) return false;
  switch (attempt.kind) {
    case "create":
      return actual.state === "SUBMITTED" && isDeepStrictEqual(actual.callerIdDetails, attempt.details);
    case "update": {
      const { of, details } = attempt;
      return (
        actual.state === "SUBMITTED" &&
        actual.id === of.id &&
        actual.createdDate === of.createdDate &&
        actual.etag !== of.etag &&
        isDeepStrictEqual(actual.callerIdDetails, details)
      );
    }
    default:
      return agrees(actual, { ...attempt.of, state: "DELETED" });
  }
}

const LOST = ["ECONNRESET", "ECONNREFUSED", "EPIPE"];

function isLostConnection(error: unknown): boolean {
  return LOST.includes(String((error as NodeJS.ErrnoException).code));
}
