import pg from "pg";

const CHANNEL = "callmark_events";
/** Of what is committed within this time others are told once, in milliseconds. */
const TOGETHER = 20;
/** How long after a lost connection it is listened again, and how long one may take, in milliseconds. */
const RETRY = 1_000;
const CONNECT_PATIENCE = 5_000;

/**
 * Tells the processes on a database that something was committed, and is told by them: on a connection of its own,
 * since transactions that notify commit one after the other (docs/decisions/0012-events.md). It promises nothing: what
 * is lost on the way is found by whoever looks now and then.
 */
export class Signals {
  readonly #url: string;
  readonly #listeners = new Set<() => void>();
  #client: Promise<pg.Client> | undefined;
  /** Ends with what was said last: a connection takes one statement at a time. */
  #said: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(url: string) {
    this.#url = url;
  }

  /** Something was committed. */
  send(): void {
    if (this.#isClosed || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#say(`notify ${CHANNEL}`);
    }, TOGETHER).unref();
  }

  /** Calls the listener each time that somebody has committed something, until what it gives back is disposed of. */
  listen(listener: () => void): Disposable {
    this.#listeners.add(listener);
    this.#say(`listen ${CHANNEL}`);
    return {
      [Symbol.dispose]: () => {
        this.#listeners.delete(listener);
        if (this.#listeners.size === 0 && this.#client !== undefined) this.#say(`unlisten ${CHANNEL}`);
      },
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#retry);
    const client = await this.#client?.catch(() => undefined);
    await client?.end().catch(() => {});
  }

  #say(statement: string): void {
    this.#said = this.#said.then(() => this.#tell(statement));
  }

  async #tell(statement: string): Promise<void> {
    if (this.#isClosed) return;
    this.#client ??= this.#connect();
    const connecting = this.#client;
    try {
      await (await connecting).query(statement);
    } catch {
      this.#lose(connecting);
    }
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: "callmark signals",
      connectionTimeoutMillis: CONNECT_PATIENCE,
      keepAlive: true,
    });
    const connected = client.connect().then(() => client);
    client.on("notification", () => {
      for (const listener of this.#listeners) listener();
    });
    // Whoever speaks next finds it lost, and begins another.
    for (const event of ["error", "end"] as const) client.on(event, () => this.#lose(this.#client));
    return connected;
  }

  #lose(lost: Promise<pg.Client> | undefined): void {
    if (lost === undefined || this.#client !== lost) return;
    this.#client = undefined;
    lost.then((client) => client.end()).catch(() => {});
    if (this.#isClosed || this.#listeners.size === 0 || this.#retry !== undefined) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#say(`listen ${CHANNEL}`);
    }, RETRY).unref();
  }
}
