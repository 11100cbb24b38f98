import { expect, test } from "vitest";
import { Vault } from "./vault.ts";

test("hands the secret over once, and asks from then on", async () => {
  let asked = 0;
  const vault = new Vault("first", () => {
    asked += 1;
  });
  expect(vault.take()).toBe("first");
  expect(asked).toBe(0);
  const one = vault.take();
  const other = vault.take();
  expect(asked).toBe(2);
  vault.give("second");
  expect(await Promise.all([one, other])).toEqual(["second", "second"]);
  expect(JSON.stringify(vault)).toBe("{}");
});

test("keeps one that was given before it is needed until then", () => {
  const vault = new Vault("first", () => {});
  vault.take();
  vault.give("second");
  expect(vault.take()).toBe("second");
  expect(vault.take()).toBeInstanceOf(Promise);
});
