import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const CALLMARK = fileURLToPath(new URL("../../packages/cli/bin/callmark.js", import.meta.url));

test("a reader of the log that takes nothing keeps the program neither from answering nor from ending", async () => {
  const program = spawn(process.execPath, [CALLMARK, "serve"], {
    env: {
      ...process.env,
      CALLMARK_PORT: "0",
      CALLMARK_METRICS_PORT: "off",
      CALLMARK_DATABASE_URL: "memory:",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  program.stderr.pause();
  let said = "";
  for await (const chunk of program.stdout) {
    said += chunk;
    if (/serves http:\S+\n/.test(said)) break;
  }
  const port = Number(/:(\d+)\n/.exec(said)?.[1]);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const status = () =>
    new Promise<number | undefined>((resolve, reject) => {
      const request = get({ port, host: "127.0.0.1", path: "/healthz", agent }, (answer) => {
        answer.resume().on("end", () => resolve(answer.statusCode));
      });
      request.on("error", reject);
    });
  // More lines than a pipe holds.
  for (let sent = 0; sent < 3_000; sent += 1) expect(await status()).toBe(200);
  agent.destroy();

  program.kill("SIGTERM");
  expect(await once(program, "exit")).toEqual([0, null]);
});
