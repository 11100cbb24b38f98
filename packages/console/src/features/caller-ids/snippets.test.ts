import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { asCommand, asCurl, asTypeScript } from "./snippets.ts";

const listed = { baseUrl: "http://127.0.0.1:8080", orgId: "1", brandId: "2" };

/** The words that a shell hands to a command; before those of `callmark` the server that it is told. */
function words(line: string): string[] {
  const tell = `curl() { printf '%s\\n' "$@"; }; callmark() { printf '%s\\n' "$CALLMARK_BASE_URL" "$@"; };`;
  const shell = spawnSync("sh", ["-c", `${tell} ${line}`], { encoding: "utf8", env: { TOKEN: "t0k3n" } });
  return shell.stdout.trimEnd().split("\n");
}

const HOSTILE = `callerIdDetails.department=='a\\'b';id=="$(id)\`id\`"`;

test("a shell reads the filter as it is, whatever is in it", () => {
  expect(words(asCurl({ ...listed, ql: HOSTILE }))).toEqual([
    "http://127.0.0.1:8080/api/v1/orgs/1/brands/2/caller-ids",
    "-H",
    "authorization: Bearer t0k3n",
    "--get",
    "-d",
    "limit=1000",
    "--data-urlencode",
    `ql=${HOSTILE}`,
  ]);
  expect(words(asCommand({ ...listed, ql: HOSTILE }))).toEqual([
    "http://127.0.0.1:8080",
    "caller-ids",
    "list",
    "--org",
    "1",
    "--brand",
    "2",
    "--where",
    HOSTILE,
    "--all",
  ]);
});

test("without a filter all are listed", () => {
  const all = { ...listed, ql: undefined };
  expect(words(asCurl(all)).slice(3)).toEqual(["--get", "-d", "limit=1000"]);
  expect(words(asCommand(all)).slice(3)).toEqual(["--org", "1", "--brand", "2", "--all"]);
  expect(asTypeScript(all)).toContain("callerIds.list())");
});

test("the filter is a text of TypeScript", () => {
  expect(asTypeScript({ ...listed, ql: HOSTILE })).toContain(`{ where: ${JSON.stringify(HOSTILE)} }`);
});
