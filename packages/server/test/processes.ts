import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A process of its own that runs one of the programs beside this file, and answers each message with one. */
export class Program implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ready: Promise<unknown>;

  constructor(name: "cluster" | "deliverer" | "migrator" | "opener" | "writer") {
    const file = fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
    // The test runner's own flags are not for it.
    this.#child = fork(file, [], { execArgv: [], serialization: "advanced" });
    this.#ready = this.#answer();
  }

  /** Until it has loaded what it needs; only then processes can be made to do something at the same time. */
  async ready(): Promise<this> {
    await this.#ready;
    return this;
  }

  async ask<Answer>(question: unknown): Promise<Answer> {
    const answer = this.#answer();
    this.#child.send(question as string);
    return (await answer) as Answer;
  }

  /** Ends it as a power loss would. */
  async kill(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exited;
  }

  async #answer(): Promise<unknown> {
    // Whichever comes first takes the listeners of both away.
    const both = new AbortController();
    const { signal } = both;
    const exit = once(this.#child, "exit", { signal }).then(([code, killed]) => {
      throw new Error(`The process ended with ${code ?? killed} before it answered`);
    });
    try {
      const [answer] = (await Promise.race([once(this.#child, "message", { signal }), exit])) as [Answered];
      if ("failed" in answer) throw new Error(`In the process: ${answer.failed}`);
      return answer.answer;
    } finally {
      exit.catch(() => {});
      both.abort();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, "exit");
    this.#child.disconnect();
    await exited;
  }
}

type Answered = { readonly answer: unknown } | { readonly failed: string };

/** The program's side: says that it is ready, and then answers. */
export function answerMessages<Question>(answer: (question: Question) => Promise<unknown>): void {
  const send = (message: Answered) => process.send?.(message);
  process.on("message", (question) => {
    answer(question as Question).then(
      (given) => send({ answer: given }),
      (error: unknown) => send({ failed: error instanceof Error ? String(error.stack) : String(error) }),
    );
  });
  send({ answer: "ready" });
}

/** So many processes, all ready. */
export async function startPrograms(
  name: "migrator" | "opener" | "writer",
  count: number,
): Promise<AsyncDisposable & { readonly all: readonly Program[] }> {
  const all = Array.from({ length: count }, () => new Program(name));
  await Promise.all(all.map((program) => program.ready()));
  return {
    all,
    async [Symbol.asyncDispose]() {
      await Promise.all(all.map((program) => program[Symbol.asyncDispose]()));
    },
  };
}
