import pg from "pg";
import { StoreUnavailable } from "../../registry/store.ts";
import { wordsOf } from "./errors.ts";

/**
 * How long who asks for a connection waits for one, in milliseconds, whether it is to be made or to be given back; and
 * how long a statement may take, unless its transaction says otherwise.
 */
const PATIENCE = 5_000;
/** How long a connection that nobody needs is kept, in milliseconds. */
const IDLE_MAXIMUM = 60_000;
/** How many may wait for a connection; one more is refused, so that a slow database does not fill the memory. */
const WAITING_MAXIMUM = 10_000;
/** How long a statement may wait for a lock, in milliseconds. */
const LOCK_TIMEOUT = 4_000;
/** After so many milliseconds the server gives up a node that has begun a transaction and says nothing more. */
const IDLE_TIMEOUT = 10_000;
/** How much longer than the server allows this side waits, in milliseconds: then the server cannot be reached. */
const SILENCE = 2_000;

const INT8 = 20;
/** Counts and moments are numbers, which no value of these tables outgrows; the driver would make texts of them. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (type: number, format?: "text" | "binary") =>
    type === INT8 && format !== "binary" ? Number : pg.types.getTypeParser(type, format),
};

export interface ClientsOptions {
  readonly url: string;
  readonly maximum: number;
  /** How long a connection, and a statement, is waited for, in milliseconds. */
  readonly patience?: number;
  /** The longest that a statement may take, in milliseconds, where it is longer than for others. */
  readonly timeLimit?: number;
}

/** A bounded number of connections to one database, made when they are needed; broken ones are replaced. */
export class Clients {
  readonly #pool: pg.Pool;

  constructor({ url, maximum, patience = PATIENCE, timeLimit = 0 }: ClientsOptions) {
    const limits = [
      `set statement_timeout = ${patience}`,
      `set lock_timeout = ${LOCK_TIMEOUT}`,
      `set idle_in_transaction_session_timeout = ${IDLE_TIMEOUT}`,
    ].join("; ");
    this.#pool = new pg.Pool({
      connectionString: url,
      max: maximum,
      idleTimeoutMillis: IDLE_MAXIMUM,
      application_name: "callmark",
      connectionTimeoutMillis: patience,
      query_timeout: Math.max(patience, timeLimit) + SILENCE,
      keepAlive: true,
      types: TYPES,
      async onConnect(client) {
        // A connection that breaks says so twice: to whoever waits for it, who is told, and here.
        client.on("error", ignored);
        await client.query(limits);
      },
    });
    this.#pool.on("error", ignored);
  }

  /** A connection, to be released by the caller. Throws `StoreUnavailable`. */
  async take(): Promise<pg.PoolClient> {
    if (this.#pool.waitingCount >= WAITING_MAXIMUM) {
      throw new StoreUnavailable(`${WAITING_MAXIMUM} tasks are waiting already`);
    }
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw new StoreUnavailable(wordsOf(error));
    }
  }

  /** Ends once all connections are given back. */
  async close(): Promise<void> {
    await this.#pool.end();
  }
}

function ignored(): void {}
