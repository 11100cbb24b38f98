import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { asCommand, asCurl, asTypeScript } from "./snippets.ts";

const listed = { baseUrl: "http://127.0.0.1:8080", orgId: "1", brandId: "2" };

/** The words that a shell hands to a command. */
function words(line: string): string[] {
  const shell = spawnSync("sh", ["-c", `show() { printf '%s\\n' "$@"; }; ${line.replace(/^\w+/, "show")}`], {
    encoding: "utf8",
    env: { TOKEN: "t0k3n" },
  });
  return shell.stdout.trimEnd().split("\n");
}

const HOSTILE = `callerIdDetails.department=='a\\'b';id=="$(id)\`id\`"`;

test("a shell reads the filter as it is, whatever is in it", () => {
  expect(words(asCurl({ ...listed, ql: HOSTILE }))).toEqual([
    "http://127.0.0.1:8080/api/v1/orgs/1/brands/2/caller-ids",
    "-H",
    "authorization: Bearer t0k3n",
    "--get",
    "--data-urlencode",
    `ql=${HOSTILE}`,
  ]);
  expect(words(asCommand({ ...listed, ql: HOSTILE }))).toEqual([
    "caller-ids",
    "list",
    "--org",
    "1",
    "--brand",
    "2",
    "--where",
    HOSTILE,
  ]);
});

test("without a filter all are listed", () => {
  const all = { ...listed, ql: undefined };
  expect(words(asCurl(all))).toHaveLength(3);
  expect(words(asCommand(all))).toHaveLength(6);
  expect(asTypeScript(all)).toContain("callerIds.list())");
});

test("the filter is a text of TypeScript", () => {
  expect(asTypeScript({ ...listed, ql: HOSTILE })).toContain(`{ where: ${JSON.stringify(HOSTILE)} }`);
});
