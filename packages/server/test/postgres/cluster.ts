import type { QueryResultRow } from "pg";
import { Program } from "../processes.ts";
import type { ClusterQuestion, Home } from "../programs/cluster.ts";
import { execute } from "./database.ts";

/** A PostgreSQL server of a test's own, which goes with all that is in it. */
export class Cluster implements AsyncDisposable {
  readonly home: Home;
  readonly #program: Program;

  constructor(program: Program, home: Home) {
    this.#program = program;
    this.home = home;
  }

  /** Its one database, as its superuser. */
  get url(): string {
    return this.home.url;
  }

  /** Executes something on a connection of its own. */
  query<Row extends QueryResultRow>(sql: string, values?: readonly string[]): Promise<Row[]> {
    return execute<Row>(this.url, sql, values);
  }

  async start(): Promise<void> {
    await this.#program.ask({ ask: "start" } satisfies ClusterQuestion);
  }

  /** Ends all connections, and the server. */
  async stop(): Promise<void> {
    await this.#program.ask({ ask: "stop" } satisfies ClusterQuestion);
  }

  /** `kill -9` to all its processes. */
  async kill(): Promise<void> {
    await this.#program.ask({ ask: "kill" } satisfies ClusterQuestion);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program[Symbol.asyncDispose]();
  }
}

/** An empty one that has been started. `settings` as lines of its configuration. */
export async function startCluster(settings: readonly string[] = []): Promise<Cluster> {
  return started({ ask: "initialise", settings });
}

/** A streaming replica of another one. */
export async function startStandby(primary: Cluster): Promise<Cluster> {
  return started({ ask: "copy", primary: primary.home });
}

async function started(question: ClusterQuestion): Promise<Cluster> {
  const program = await new Program("cluster").ready();
  try {
    const cluster = new Cluster(program, await program.ask<Home>(question));
    await cluster.start();
    return cluster;
  } catch (error) {
    await program[Symbol.asyncDispose]();
    throw error;
  }
}
