import { Argument, Command, Option } from "commander";
import { expect, test } from "vitest";
import { candidates } from "./candidates.ts";

const SOURCES = { state: async () => ["PUBLISHED", "PROCESSING"], profile: async () => ["demo", "live"] };

function program(): Command {
  const root = new Command("callmark").version("1");
  const ids = root.command("caller-ids").alias("ids").description("Numbers");
  ids
    .command("list")
    .alias("ls")
    .description("List them")
    .option("--state <state>", "of a state")
    .option("--profile <profile>", "by a profile")
    .option("--all", "all of them");
  ids.command("create").option("--from <file>", "from a file");
  root.command("completion").addArgument(new Argument("<shell>").choices(["bash", "zsh"]));
  root.command("upload").argument("<file>").addOption(new Option("--hidden").hideHelp());
  return root;
}

test.each<[string[], string[], boolean?]>([
  [[""], ["caller-ids", "completion", "upload", "help"]],
  [["c"], ["caller-ids", "completion"]],
  [
    ["ids", ""],
    ["list", "create", "help"],
  ],
  [["caller-ids", "l"], ["list"]],
  [
    ["ids", "ls", "--"],
    ["--state", "--profile", "--all", "--help"],
  ],
  [
    ["ids", "list", "--state", ""],
    ["PUBLISHED", "PROCESSING"],
  ],
  [["ids", "list", "--state", "PUBLISHED,PR"], ["PUBLISHED,PROCESSING"]],
  [["ids", "list", "--state=PUB"], ["--state=PUBLISHED"]],
  // As bash takes it apart.
  [["ids", "list", "--state", "=", "PUB"], ["PUBLISHED"]],
  [
    ["ids", "list", "--state", "="],
    ["PUBLISHED", "PROCESSING"],
  ],
  [["ids", "list", "--all", "--profile", "d"], ["demo"]],
  [["ids", "create", "--from", "x"], [], true],
  [["ids", "create", "--from", "x", "--fr"], ["--from"]],
  [["upload", ""], [], true],
  [["upload", "a", ""], []],
  [["upload", "--"], ["--help"]],
  [["completion", "b"], ["bash"]],
  [["completion", "bash", ""], []],
  [["nonsense", ""], []],
  [["ids", "list", "--nonsense", ""], []],
  [["ids", "create", "--", "--f"], []],
  [[], ["caller-ids", "completion", "upload", "help"]],
])("%j", async (words, expected, files = false) => {
  const found = await candidates(program(), words, SOURCES);
  expect({ values: found.values.map(({ value }) => value), files: found.files }).toEqual({
    values: expected,
    files,
  });
});
