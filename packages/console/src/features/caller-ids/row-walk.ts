import type { CallerId, Page } from "@callmark/client";

/** Rows of the first page: few, so that something is seen at once. */
const FIRST = 100;
/** Rows of every further page: as many as the registry gives. */
const FURTHER = 1_000;
/** So many rows are fetched ahead of what is seen. */
const AHEAD = 1_000;

/** Asks for a page of the list. */
export type FetchPage = (query: {
  readonly limit: number;
  readonly after?: string;
  readonly signal: AbortSignal;
}) => Promise<Page<CallerId>>;

/** What a table needs to know of a walk; another object after each change. */
export interface WalkState {
  /** Rows that are loaded, from the first on. */
  readonly loaded: number;
  /** Rows that there are. */
  readonly total: number;
  /** Rows that must be loaded before all that is seen is: more than `loaded` while somebody waits for them. */
  readonly wanted: number;
  /** Is the first page still to come? */
  readonly isPending: boolean;
  readonly error?: unknown;
}

/**
 * The rows of a list, newest first, fetched page by page as far as they are wanted. A page is asked for with the cursor
 * of the one before, so whoever wants the end waits for all: 150 requests, one after the other, for 150,000 rows.
 */
export class RowWalk {
  readonly #fetchPage: FetchPage;
  /** The departments that were met so far: an operator may have others than those documented. */
  readonly departments = new Set<string>();
  readonly #followers = new Set<() => void>();
  readonly #ended = new AbortController();
  #rows: CallerId[] = [];
  #ids = new Map<string, number>();
  #after: string | undefined;
  #isComplete = false;
  #wanted = 0;
  #isFetching = false;
  /** What was patched while a page is on its way, which may have it as it was before; `undefined` is gone. */
  readonly #meanwhile = new Map<string, CallerId | undefined>();
  #state: WalkState = { loaded: 0, total: 0, wanted: 0, isPending: true };

  constructor(fetchPage: FetchPage) {
    this.#fetchPage = fetchPage;
  }

  readonly state = (): WalkState => this.#state;

  readonly follow = (follower: () => void): (() => void) => {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  };

  readonly rowAt = (index: number): CallerId | undefined => this.#rows[index];

  /** Where a row is; `undefined` where it is not loaded. */
  indexOf(id: string): number | undefined {
    return this.#ids.get(id);
  }

  /** Sees to it that a row is loaded, and some behind it. */
  want(index: number): void {
    this.#wanted = Math.max(this.#wanted, index + AHEAD);
    // Only what is seen is waited for, not what is fetched ahead; nor a page that is about to come anyway.
    const seen = Math.min(index + 1, this.#state.total);
    if (seen > this.#state.wanted && seen > this.#rows.length) this.#tell({ ...this.#state, wanted: seen });
    void this.#fetch();
  }

  /** Goes on where a page failed. */
  retry(): void {
    const { error: _, ...rest } = this.#state;
    this.#tell(rest);
    void this.#fetch();
  }

  end(): void {
    this.#ended.abort();
  }

  /** Takes over how rows are now: changed in place, put in where they are new, taken out where they match no longer. */
  patch(current: readonly CallerId[], gone: readonly string[]): void {
    if (this.#isFetching) {
      for (const row of current) this.#meanwhile.set(row.id, row);
      for (const id of gone) this.#meanwhile.set(id, undefined);
    }
    const removed = new Set(gone.filter((id) => this.#ids.has(id)));
    const rows = this.#rows.filter(({ id }) => !removed.has(id));
    if (removed.size > 0) this.#ids = placesOf(rows);
    const added: CallerId[] = [];
    for (const row of current) {
      const place = this.#ids.get(row.id);
      if (place !== undefined) rows[place] = row;
      else if (this.#isComplete || isBefore(row, rows.at(-1))) added.push(row);
    }
    for (const row of added) rows.splice(placeFor(row, rows), 0, row);
    if (added.length > 0) this.#ids = placesOf(rows);
    this.#rows = rows;
    const total = this.#state.total + added.length - removed.size;
    this.#tell({ ...this.#state, loaded: rows.length, total });
  }

  /** How many there are, as the registry has just said. */
  recount(total: number): void {
    this.#tell({ ...this.#state, total: Math.max(total, this.#rows.length) });
  }

  async #fetch(): Promise<void> {
    if (this.#isFetching || this.#isComplete || this.#state.error !== undefined) return;
    this.#isFetching = true;
    const { signal } = this.#ended;
    try {
      while (
        !signal.aborted &&
        !this.#isComplete &&
        (this.#state.isPending || this.#rows.length < this.#wanted)
      ) {
        this.#meanwhile.clear();
        const after = this.#after;
        const limit = after === undefined ? FIRST : FURTHER;
        this.#take(await this.#fetchPage({ limit, signal, ...(after !== undefined && { after }) }));
      }
    } catch (error) {
      if (!signal.aborted) this.#tell({ ...this.#state, isPending: false, error });
    } finally {
      this.#isFetching = false;
    }
  }

  #take({ data, total, after }: Page<CallerId>): void {
    for (const fetched of data) {
      const row = this.#meanwhile.has(fetched.id) ? this.#meanwhile.get(fetched.id) : fetched;
      if (row === undefined || this.#ids.has(row.id)) continue;
      this.#ids.set(row.id, this.#rows.push(row) - 1);
      const { department } = row.callerIdDetails;
      if (department !== undefined) this.departments.add(department);
    }
    this.#after = after;
    this.#isComplete = after === undefined;
    const loaded = this.#rows.length;
    const { wanted } = this.#state;
    const there = this.#isComplete ? loaded : Math.max(total ?? 0, loaded);
    this.#tell({ loaded, total: there, wanted: Math.min(wanted, there), isPending: false });
  }

  #tell(state: WalkState): void {
    this.#state = state;
    for (const each of this.#followers) each();
  }
}

function placesOf(rows: readonly CallerId[]): Map<string, number> {
  return new Map(rows.map(({ id }, index) => [id, index]));
}

/** Where a row belongs among others that are in order. */
function placeFor(row: CallerId, rows: readonly CallerId[]): number {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBefore(row, rows[middle])) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The order of the list: newest first, and of those made at the same moment the greater id. */
function isBefore(one: CallerId, other: CallerId | undefined): boolean {
  if (other === undefined) return false;
  const [made, otherMade] = [Date.parse(one.createdDate), Date.parse(other.createdDate)];
  return made === otherMade ? BigInt(one.id) > BigInt(other.id) : made > otherMade;
}
