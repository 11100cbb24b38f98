import { expect } from "vitest";
import { type Cluster, startStandby } from "./cluster.ts";

/** As long as a busy machine may take. */
const PATIENTLY = { timeout: 30_000 };

/** A streaming replica whose replay a test may pause: then it stays as it is, and takes the rest once it is resumed. */
export interface Replica extends AsyncDisposable {
  readonly cluster: Cluster;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Until it has all that the primary has at this moment. */
  caughtUp(): Promise<void>;
}

export async function startReplica(primary: Cluster): Promise<Replica> {
  const cluster = await startStandby(primary);
  const ask = async <Answer>(sql: string, values: readonly string[] = []) =>
    (await cluster.query<{ answer: Answer }>(`select ${sql} as answer`, values))[0]?.answer;
  return {
    cluster,
    async pause() {
      await ask("pg_wal_replay_pause()");
      await expect.poll(() => ask("pg_get_wal_replay_pause_state()"), PATIENTLY).toBe("paused");
    },
    resume: async () => void (await ask("pg_wal_replay_resume()")),
    async caughtUp() {
      const [{ lsn } = { lsn: "" }] = await primary.query<{ lsn: string }>(
        "select pg_current_wal_lsn() as lsn",
      );
      await expect.poll(() => ask("pg_last_wal_replay_lsn() >= $1", [lsn]), PATIENTLY).toBe(true);
    },
    [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
  };
}
