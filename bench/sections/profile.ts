import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { plainPages } from "../cases.ts";
import { measure } from "../measure.ts";
import { startCallmark } from "../program.ts";
import { fetchToken, Requests, rootKeyOf } from "../requests.ts";

/** How often what a process remembers was at hand while all of this ran. */
export async function caches({ large, lines }: Bench): Promise<void> {
  const lookups = await large.program.metric("callmark_cache_lookups_total");
  for (const cache of ["tokens", "filters", "totals"]) {
    const [hits = 0, misses = 0] = ["hit", "miss"].map((result) =>
      lookups.get(`{cache="${cache}",result="${result}"}`),
    );
    lines.push({ name: `cache of ${cache}`, note: `${hits} hits, ${misses} misses` });
  }
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Where the thread that answers spends its time under pages of 100: a flame graph's widths, by area. */
export async function profile({ extent, large, folder, say }: Bench): Promise<string> {
  say("Profile …");
  const profiles = join(folder, "profiles");
  mkdirSync(profiles);
  {
    const NODE_OPTIONS = `--cpu-prof --cpu-prof-dir="${profiles}" --cpu-prof-interval=500`;
    await using program = await startCallmark(`file:${large.database}`, join(folder, "profile.log"), {
      environment: { NODE_OPTIONS },
    });
    const requests = new Requests(rootKeyOf(large.database), await fetchToken(program.port));
    await measure(program, plainPages(requests, large.places), { duration: extent.warmUp });
  }
  const files = readdirSync(profiles).map((name) => join(profiles, name));
  // The other threads, which wait meanwhile, have written smaller ones.
  const [largest = ""] = files.sort((a, b) => statSync(b).size - statSync(a).size);
  const shares = sharesOf(JSON.parse(readFileSync(largest, "utf8")) as Profile);
  return `A page of 100, by area: ${shares.map(([area, share]) => `${area} ${(100 * share).toFixed(0)} %`).join(", ")}.`;
}

function sharesOf({ nodes, samples, timeDeltas }: Profile): [string, number][] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const areas = new Map<number, string>();
  // What has no file of its own, such as a builtin, belongs to whoever called it.
  const areaOf = (id: number): string => {
    const known = areas.get(id);
    if (known !== undefined) return known;
    const frame = byId.get(id)?.callFrame;
    const parent = parents.get(id);
    const area =
      frame === undefined
        ? "other"
        : (areaOfFrame(frame) ?? (parent === undefined ? "other" : areaOf(parent)));
    areas.set(id, area);
    return area;
  };
  const times = new Map<string, number>();
  samples.forEach((id, index) => {
    const area = areaOf(id);
    times.set(area, (times.get(area) ?? 0) + (timeDeltas[index] ?? 0));
  });
  times.delete("idle");
  times.delete("start");
  const sum = [...times.values()].reduce((total, time) => total + time, 0);
  return [...times]
    .map(([area, time]): [string, number] => [area, time / sum])
    .filter(([, share]) => share >= 0.01)
    .sort(([, a], [, b]) => b - a);
}

function areaOfFrame({ functionName, url }: Profile["nodes"][number]["callFrame"]): string | undefined {
  if (functionName === "(idle)") return "idle";
  if (functionName === "(garbage collector)") return "garbage collection";
  if (functionName === "(program)") return "V8";
  if (functionName === "writev") return "the write to the socket";
  if (url.includes("store/sqlite/connection.ts")) return "SQLite";
  const [, room] = /packages\/server\/src\/([a-z]+)/.exec(url) ?? [];
  if (room !== undefined) return `callmark's ${room}`;
  const [, library] = /node_modules\/(@[^/]+\/[^/]+|[^/]+)\//.exec(url) ?? [];
  if (library !== undefined) return library === "find-my-way" ? "fastify" : library;
  if (url.startsWith("node:internal/modules") || url.startsWith("node:internal/process/esm")) return "start";
  if (url.startsWith("node:internal/crypto")) return "hashes";
  return url.startsWith("node:") ? "Node's HTTP and streams" : undefined;
}
