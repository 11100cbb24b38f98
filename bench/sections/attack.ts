import type { Bench } from "../bench.ts";
import { plainPages, worstFilters } from "../cases.ts";
import { brandId } from "../data.ts";
import { load } from "../load.ts";
import { measure } from "../measure.ts";

/** The plain page, and `/healthz`, while four clients send the worst filters that the language allows. */
export async function attack({ extent, large, lines, say }: Bench): Promise<void> {
  say("Under the worst filters …");
  const { program, requests, places } = large;
  const all = plainPages(requests, places);
  const alone = await measure(program, all, { connections: 4, duration: extent.duration });
  const worst = worstFilters(2_000).map((ql, index) => requests.list(brandId(index % extent.brands), ql));
  const attackers = load({
    port: program.port,
    connections: 4,
    duration: extent.duration + 1_000,
    statuses: [200, 503],
    request: (n) => worst[n % worst.length] ?? "",
  });
  const attacked = await measure(program, all, { connections: 4, duration: extent.duration });
  const health = await measure(program, [requests.get("/healthz")], { connections: 1, duration: 500 });
  await attackers;
  lines.push({
    name: "p99 of the page under the worst filters",
    measured: attacked,
    ratio: attacked.p99 / alone.p99,
    of: "p99 alone",
    goal: 5,
    note: `/healthz p99 ${health.p99.toFixed(1)} ms`,
  });
}
