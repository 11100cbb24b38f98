import { describe, expect, test } from "vitest";
import { run } from "./support.ts";

const VERBS = [
  ["serve"],
  ["admin", "org", "add"],
  ["admin", "brand", "add"],
  ["admin", "account", "add"],
  ["admin", "account", "list"],
  ["admin", "account", "secret"],
  ["admin", "account", "remove"],
  ["admin", "webhook", "add"],
  ["admin", "webhook", "list"],
  ["admin", "webhook", "remove"],
  ["admin", "webhook", "deliveries"],
  ["admin", "webhook", "replay"],
  ["admin", "webhook", "test"],
  ["admin", "generate"],
  ["admin", "import"],
  ["admin", "backup"],
  ["admin", "dump"],
  ["admin", "restore"],
];

describe("--help", () => {
  test.each(VERBS.map((verb) => verb.join(" ")))(
    "%s shows an example of itself and its options",
    async (verb) => {
      const { code, stdout, stderr } = await run([...verb.split(" "), "--help"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(new RegExp(`\nExample:\n  \\$ .*callmark ${verb}`));
      if (verb.startsWith("admin")) expect(stdout).toContain("--json");
    },
  );

  test.each([[], ["admin"], ["admin", "account"]])(
    "a noun without its verb shows the help and ends with 2: %j",
    async (...args) => {
      const { code, stdout, stderr } = await run(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^Usage: callmark/);
    },
  );

  test("asks nothing of the settings, and loads no server", async () => {
    const settings = { CALLMARK_NONSENSE: "1", NODE_DEBUG: "esm" };
    const { code, stderr } = await run(["--help"], { settings });
    expect(code).toBe(0);
    expect(stderr).toContain("program.ts");
    expect(stderr).not.toContain("packages/server");
  });

  test("--version prints the version alone", async () => {
    expect(await run(["--version"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});
