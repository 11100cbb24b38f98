import {
  type CallerId,
  ConnectionLost,
  type Filter,
  NotFound,
  Rejected,
  ServerError,
  StaleEtag,
  type State,
} from "@callmark/client";
import type { CallerIds } from "../src/applying/carry-out.ts";

export interface Held {
  readonly phoneNumber: string;
  readonly department?: string;
  readonly state?: State;
}

/** What a request meets with: its answer is lost, or the server fails (500), before it was carried out or after. */
export type Fault = "lost before" | "lost after" | "fails before" | "fails after";

export interface FakeOptions {
  /** Asked once for each request. */
  readonly fault?: () => Fault | undefined;
  /** Requests are answered when it resolves. */
  readonly delay?: () => Promise<void>;
}

const PLACE = { orgId: "1", brandId: "2" };
const DATE = "2026-01-01T00:00:00Z";
const facts = (status: number, code: string, message = code) => ({
  message,
  status,
  errors: [{ code, message }],
});

/** A brand in memory, which answers as a server does, and counts what it was asked. */
export class FakeBrand implements CallerIds {
  readonly #all = new Map<string, CallerId>();
  readonly #options: FakeOptions;
  /** Numbers that are refused. */
  readonly refuses = new Set<string>();
  /** Numbers that the server fails on, whatever it is asked to do with them. */
  readonly breaks = new Set<string>();
  readonly carriedOut: { readonly action: "create" | "update" | "delete"; readonly phoneNumber: string }[] =
    [];
  underWay = 0;
  mostUnderWay = 0;
  #last = 0;

  constructor(held: readonly Held[] = [], options: FakeOptions = {}) {
    this.#options = options;
    for (const one of held) this.put(one);
  }

  /** Newest first, as a list has them. */
  get all(): readonly CallerId[] {
    return [...this.#all.values()].reverse();
  }

  /** Number and department of each, in the order of the numbers. */
  get details(): readonly (readonly [string, string | undefined])[] {
    return this.all
      .map(({ callerIdDetails: { phoneNumber, department } }) => [phoneNumber, department] as const)
      .toSorted(([a], [b]) => a.localeCompare(b));
  }

  /** What somebody else does. */
  put({ phoneNumber, department, state = "PUBLISHED" }: Held, id = this.#fresh()): CallerId {
    const callerId: CallerId = {
      ...PLACE,
      id,
      createdDate: DATE,
      updatedDate: DATE,
      state,
      etag: `etag-${this.#fresh()}`,
      callerIdDetails: { phoneNumber, ...(department !== undefined && { department }) },
    };
    this.#all.set(id, callerId);
    return callerId;
  }

  remove(id: string): void {
    this.#all.delete(id);
  }

  async *pages(size = 2): AsyncGenerator<{ data: readonly CallerId[]; total: number }> {
    const all = this.all;
    for (let from = 0; from < all.length; from += size) {
      yield { data: all.slice(from, from + size), total: all.length };
    }
  }

  list({ where }: { readonly where?: Filter<never> | string } = {}) {
    const wanted = /==(?<text>[+0-9]+)$/.exec(String(where))?.groups?.text;
    const first = () =>
      this.#answer(() =>
        this.all.find(({ id, callerIdDetails }) => id === wanted || callerIdDetails.phoneNumber === wanted),
      );
    return { first } as unknown as ReturnType<CallerIds["list"]>;
  }

  create(details: Held) {
    return this.#answer(() => {
      const { phoneNumber } = details;
      if (this.breaks.has(phoneNumber)) throw broken();
      const isThere = this.all.some(({ callerIdDetails }) => callerIdDetails.phoneNumber === phoneNumber);
      if (isThere || this.refuses.has(phoneNumber)) throw this.#refusal(isThere ? "Twice" : "Refused");
      return this.#wrote("create", this.put({ ...details, state: "SUBMITTED" }));
    });
  }

  update({ id, etag }: { readonly id: string; readonly etag: string }, details: Held) {
    return this.#answer(() => {
      this.#expect(id, etag);
      if (this.breaks.has(details.phoneNumber)) throw broken();
      if (this.refuses.has(details.phoneNumber)) throw this.#refusal("Refused");
      return this.#wrote("update", this.put({ ...details, state: "SUBMITTED" }, id));
    });
  }

  delete({ id, etag }: { readonly id: string; readonly etag: string }) {
    return this.#answer(() => {
      const found = this.#expect(id, etag);
      this.remove(id);
      this.#wrote("delete", found);
    });
  }

  async #answer<Result>(work: () => Result): Promise<Result> {
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    try {
      await this.#options.delay?.();
      const fault = this.#options.fault?.();
      if (fault === "lost before") throw lost();
      if (fault === "fails before") throw broken();
      const result = work();
      if (fault === "lost after") throw lost();
      if (fault === "fails after") throw broken();
      return result;
    } finally {
      this.underWay -= 1;
    }
  }

  #expect(id: string, etag: string): CallerId {
    const found = this.#all.get(id);
    if (found === undefined) throw new NotFound(facts(404, "NotFound"));
    if (found.etag !== etag) throw new StaleEtag(facts(412, "PreconditionFailed"));
    return found;
  }

  #wrote(action: "create" | "update" | "delete", callerId: CallerId) {
    this.carriedOut.push({ action, phoneNumber: callerId.callerIdDetails.phoneNumber });
    return { ...callerId, validationReports: [] };
  }

  #refusal(code: string): Rejected {
    return new Rejected({ ...facts(400, code, `It is ${code}`), validationReports: [] });
  }

  #fresh(): string {
    this.#last += 1;
    return String(this.#last);
  }
}

function lost(): ConnectionLost {
  return new ConnectionLost({ message: "The connection was lost", outcomeUnknown: true });
}

function broken(): ServerError {
  return new ServerError({ ...facts(500, "InternalServerError", "It broke"), outcomeUnknown: true });
}
