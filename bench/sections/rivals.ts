import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { brandId } from "../data.ts";
import { measure } from "../measure.ts";
import { startServer } from "../program.ts";

const JSON_SERVER = "json-server@0.17.4";

/** What people would use instead: json-server, the rows of one brand in their order, the same page with its total. */
export async function rivals({ extent, large, lines, folder, say }: Bench): Promise<void> {
  say(`Installing ${JSON_SERVER} …`);
  const rival = join(folder, "json-server");
  mkdirSync(rival);
  writeFileSync(join(rival, "package.json"), '{"private":true}');
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund", JSON_SERVER], { cwd: rival });
  if (status !== 0) {
    lines.push({ name: "json-server", note: "does not install here" });
    return;
  }
  const { program, requests } = large;
  const rows: unknown[] = [];
  for (
    let next: string | undefined = requests.list(brandId(0), undefined, undefined, 1_000);
    next !== undefined;
  ) {
    const page = JSON.parse(await program.fetch(next)) as { data: unknown[]; pagination: { next?: string } };
    rows.push(...page.data);
    next = page.pagination.next === undefined ? undefined : requests.get(page.pagination.next);
  }
  writeFileSync(join(rival, "db.json"), JSON.stringify({ callerIds: rows }));
  say(`json-server reads ${rows.length} rows …`);
  const script = join(rival, "node_modules/json-server/lib/cli/bin.js");
  const port = 20_000 + (process.pid % 20_000);
  await using server = await startServer(
    [script, "--quiet", "--port", String(port), join(rival, "db.json")],
    port,
  );
  const pages = Array.from({ length: 100 }, (_, index) => {
    const page = 1 + ((index * 37) % Math.ceil(rows.length / 100));
    return `GET /callerIds?_page=${page}&_limit=100 HTTP/1.1\r\nhost: localhost\r\n\r\n`;
  });
  const { duration } = extent;
  const theirs = await measure(server, pages, { duration, connections: 4 });
  const ours = await measure(program, [requests.list(brandId(0))], { duration });
  lines.push({
    name: `json-server, ${rows.length} rows, newest first`,
    measured: theirs,
    ratio: ours.perSecond / theirs.perSecond,
    of: "its throughput",
    goal: 10,
    bound: "least",
  });
}
