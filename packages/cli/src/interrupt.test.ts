import { afterEach, expect, test } from "vitest";
import { interruptible } from "./interrupt.ts";

afterEach(() => {
  process.exitCode = undefined;
});

async function doneInSpiteOfIt(): Promise<string> {
  process.emit("SIGTERM", "SIGTERM");
  return "done";
}

async function givenUp(signal: AbortSignal): Promise<void> {
  process.emit("SIGTERM", "SIGTERM");
  signal.throwIfAborted();
}

test("work that fails by being told to stop was interrupted", async () => {
  await expect(interruptible(givenUp, "nothing was changed")).rejects.toMatchObject({
    message: "Interrupted: nothing was changed",
    exitCode: 143,
  });
});

test("work that is done although it was told to stop has ended well", async () => {
  expect(await interruptible(doneInSpiteOfIt, "nothing was changed")).toBe("done");
  expect(process.exitCode).toBeUndefined();
});

test("work that leaves nothing to tell of ends by the signal, and the exit code says so", async () => {
  expect(await interruptible(doneInSpiteOfIt)).toBe("done");
  expect(process.exitCode).toBe(143);
});
