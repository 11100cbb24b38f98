import { expect, test } from "vitest";
import { StoreUnavailable } from "../../registry/store.ts";
import { Lane } from "./lane.ts";

const LONG = 60_000;

test("one goes after the other, in the order in which they came, whether they succeed or fail", async () => {
  const lane = new Lane(LONG);
  const said: string[] = [];
  const go = (name: string, fails = false) =>
    lane.run(async () => {
      said.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      said.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const all = await Promise.allSettled([go("one"), go("two", true), go("three")]);
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  const order = ["one", "two", "three"].flatMap((name) => [`${name} begins`, `${name} ends`]);
  expect(said).toEqual(order);
  expect(await go("four")).toBe("four");
});

test("who waits too long is told so, and holds nobody up", async () => {
  const lane = new Lane(5);
  const held = Promise.withResolvers<string>();
  const first = lane.run(() => held.promise);
  let ran = false;
  const second = lane.run(async () => {
    ran = true;
  });
  await expect(second).rejects.toThrow(StoreUnavailable);
  held.resolve("done");
  expect(await first).toBe("done");
  expect(await lane.run(async () => "next")).toBe("next");
  expect(ran).toBe(false);
});
