import { QueryTooExpensive } from "../../registry/store.ts";
import { type Input, OPERATIONS, type OperationName, type Output } from "../operations/index.ts";
import { type ScanLimits, timed, type Waited } from "../options.ts";
import { Totals } from "../totals.ts";
import { MustScan, type Transaction } from "../transaction.ts";
import type { Turns } from "../turns.ts";
import { Clients } from "./clients.ts";
import type { Purpose } from "./connection.ts";
import { late, type Side, transact } from "./transact.ts";

/** How long a statement of a filter may take before it counts as one that scans, in milliseconds. */
const GLANCE = 250;

const SNAPSHOT = "begin isolation level repeatable read read only";
const READS: Purpose = { begin: SNAPSHOT, writes: false, mayScan: false, late };
/** Of what turns out to scan, little is done in vain (docs/decisions/0008-bounded-queries.md). */
const GLANCES: Purpose = {
  ...READS,
  begin: `${SNAPSHOT}; set local statement_timeout = ${GLANCE}`,
  late: () => new MustScan(),
};
const scansUntil = (deadline: number): Purpose => ({
  ...READS,
  mayScan: true,
  deadline,
  late: () => new QueryTooExpensive("The query took longer than its time limit"),
});

export interface ReaderOptions {
  readonly url: string;
  /** How many connections it has at the most, those for scans not counted. */
  readonly connections: number;
  readonly limits: ScanLimits;
  readonly turns: Turns;
  readonly freeRows: number;
  /** See `Transaction`. */
  readonly isAdmitted: boolean;
  /** See `ClientsOptions`. */
  readonly patience?: number;
  readonly waited?: Waited | undefined;
}

/** What reads from one server, each operation in one snapshot, with what is remembered of that server alone. */
export class Reader {
  readonly totals = new Totals();
  readonly #answers: Side;
  readonly #scans: Side;
  readonly #turns: Turns;
  readonly #waited: Waited | undefined;

  constructor({ connections, limits, turns, freeRows, isAdmitted, waited, ...server }: ReaderOptions) {
    const options = { totals: this.totals, freeRows, isAdmitted };
    const { atOnce, timeLimit } = limits;
    this.#answers = { clients: new Clients({ ...server, maximum: connections }), options };
    this.#scans = { clients: new Clients({ ...server, maximum: atOnce, timeLimit }), options };
    this.#turns = turns;
    this.#waited = waited;
  }

  async read<Name extends OperationName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const operation = (tx: Transaction) => OPERATIONS[name](tx, input);
    const filtered = name === "list" && (input as Input<"list">).filter !== undefined;
    try {
      return await transact(this.#answers, filtered ? GLANCES : READS, operation);
    } catch (error) {
      if (!(error instanceof MustScan)) throw error;
    }
    return timed(this.#waited, "scan", () =>
      this.#turns.take((deadline) => transact(this.#scans, scansUntil(deadline), operation)),
    );
  }

  /** Ends once nothing is read any more. */
  async close(): Promise<void> {
    await Promise.all([this.#answers, this.#scans].map(({ clients }) => clients.close()));
  }
}
