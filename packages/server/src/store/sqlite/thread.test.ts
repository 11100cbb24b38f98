import { expect, test } from "vitest";
import { StoreUnavailable } from "../../registry/store.ts";
import { Thread } from "./thread.ts";

const ENTRY = new URL("../../../test/programs/fragile-thread.ts", import.meta.url);

test("what a thread was doing when it died is refused, and the next task finds a new one", async () => {
  const thread = new Thread(ENTRY, {});
  const ask = () => thread.do("findAccount", { clientId: "one" });
  expect(await ask()).toEqual({ clientId: "one" });
  const [died, lost] = [thread.do("rootKey", undefined), ask()];
  await expect(died).rejects.toThrow(new StoreUnavailable("A thread failed: the disk is on fire"));
  await expect(lost).rejects.toThrow(StoreUnavailable);
  expect(thread.waiting).toBe(0);
  await expect.poll(() => ask().catch(() => undefined)).toEqual({ clientId: "one" });
  expect(await ask()).toEqual({ clientId: "one" });
  await thread.close();
  await expect(ask()).rejects.toThrow("The store is closed");
  await thread.close();
});
