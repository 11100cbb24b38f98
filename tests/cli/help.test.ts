import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Command } from "commander";
import { describe, expect, onTestFinished, test } from "vitest";
import { program } from "../../packages/cli/src/program.ts";
import { inTerminal } from "../support/terminal.ts";
import { CALLMARK, run } from "./support.ts";

/** The commands that do something, by their words. */
function verbsOf(command: Command, words: readonly string[] = []): (readonly [string, Command])[] {
  if (command.commands.length === 0) return [[words.join(" "), command]];
  return command.commands.flatMap((below) => verbsOf(below, [...words, below.name()]));
}

const whole = await program();
const VERBS = verbsOf(whole);

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

describe("--help", () => {
  test.each(VERBS)(
    "%s shows an example of itself, and --json where it has something to say",
    (verb, command) => {
      const text = helpOf(command);
      expect(text).toMatch(new RegExp(`\nExamples?:\n(  \\$ .*\n)*  \\$ .*callmark ${verb}`));
      const isForPeople = /^(serve|completion|admin (migrate|review show|dump|restore|backup))/.test(verb);
      if (!isForPeople) expect(text).toContain("--json");
    },
  );

  test("a command, asked for its help, shows it", async () => {
    const { code, stdout, stderr } = await run(["ids", "list", "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: callmark caller-ids list\|ls \[options\]\n/);
    expect(await run(["help", "brands"])).toEqual(await run(["brands", "--help"]));
    expect(await run(["help", "ids", "list"])).toEqual(await run(["ids", "list", "--help"]));
  });

  test.each([[], ["admin"], ["admin", "account"], ["ids"]])(
    "a noun without its verb shows the help and ends with 2: %j",
    async (...args) => {
      const { code, stdout, stderr } = await run(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^Usage: callmark/);
    },
  );

  test("--version prints the version alone", async () => {
    expect(await run(["--version"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe("what is loaded", () => {
  /** The modules of the project that a command loads, as Node tells of them; no setting is read. */
  async function loadedBy(...args: string[]): Promise<string[]> {
    const settings = { CALLMARK_NONSENSE: "1", NODE_DEBUG: "esm", CALLMARK_CONFIG: "/nonexistent" };
    const { stderr } = await run(args, { settings });
    const files = stderr.matchAll(/packages\/([\w-]+\/src\/[\w./-]+\.ts)/g);
    return [...new Set([...files].map(([, file = ""]) => file))];
  }

  test("the help of the program: what it lists, and no command", async () => {
    const loaded = await loadedBy("--help");
    expect(loaded.toSorted()).toEqual(["cli/src/commands.ts", "cli/src/errors.ts", "cli/src/program.ts"]);
  });

  test.each(["plan", "apply", "copy", "export"])(
    "the help of %s: nothing that reads files",
    async (command) => {
      const loaded = await loadedBy(command, "--help");
      expect(loaded).toContain(`cli/src/${command}.ts`);
      // What limits of deletes are read by is a small file of its own.
      expect(loaded.filter((file) => /^sync\//.test(file) && file !== "sync/src/planning/cost.ts")).toEqual(
        [],
      );
    },
  );

  test("a command that talks to a server: the client, and no server", async () => {
    const loaded = await loadedBy("ids", "list", "--org", "1", "--brand", "1", "--profile", "demo");
    expect(loaded).toContain("client/src/client.ts");
    expect(loaded.filter((file) => /^(server|ql)\//.test(file))).toEqual([]);
    expect(loaded.filter((file) => file.startsWith("sync/"))).toEqual(["sync/src/spreadsheet.ts"]);
    // Nor what other commands are.
    expect(loaded.filter((file) => /^cli\/src\/(admin|login|doctor|watch|reviews)\//.test(file))).toEqual([]);
  });
});

test("a command asks a server without Node's own fetch, which takes long to load", async () => {
  const server = createServer((_, response) => response.writeHead(401).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const probe = `process.on("exit", () => console.error("loaded:", process.moduleLoadList.join()))`;
  const { stderr } = await run(["ids", "list", "--org", "1", "--brand", "1"], {
    settings: {
      CALLMARK_CONFIG: "/nonexistent",
      CALLMARK_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      CALLMARK_CLIENT_ID: "a",
      CALLMARK_CLIENT_SECRET: "b",
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(probe)}`,
    },
  });
  const [said, loaded] = stderr.split("loaded:");
  expect(said).toContain("POST /api/v1/oauth2/token was answered 401");
  expect(loaded).toContain("NativeModule _http_client");
  expect(loaded).not.toContain("undici");
});

describe("colour", () => {
  const environment = { PATH: process.env.PATH ?? "" };

  test.each([
    ["is on a terminal", {}, true],
    ["is not where NO_COLOR asks for none", { NO_COLOR: "1" }, false],
  ])("%s", async (_, more, isColoured) => {
    const shown = inTerminal(process.execPath, [CALLMARK, "ids", "list", "--profile", "nobody"], {
      environment: { ...environment, ...more },
    });
    const { code, written } = await shown.ended;
    expect(code).toBe(2);
    expect(written.includes("\u001b[31merror:\u001b[39m")).toBe(isColoured);
    expect(written).toContain("There is no profile 'nobody'");
  });

  test("is not in a pipe", async () => {
    const { stderr } = await run(["ids", "list", "--profile", "nobody"]);
    expect(stderr).toMatch(/^error: There is no profile/);
  });
});
