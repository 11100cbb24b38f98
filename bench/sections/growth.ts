import { join } from "node:path";
import { plausibleCallerIds } from "../../packages/server/src/admin/plausible-caller-ids.ts";
import { usNumber } from "../../packages/server/src/admin/us-numbers.ts";
import { loadDepartments } from "../../packages/server/src/departments/departments.ts";
import { callerIds } from "../../packages/server/src/registry/caller-ids.ts";
import { printResource } from "../../packages/server/src/registry/envelope.ts";
import { openStore } from "../../packages/server/src/store/open.ts";
import { sortKey } from "../../packages/server/src/store/schema.ts";
import type { Session } from "../bench.ts";
import { plainPages } from "../cases.ts";
import { addAccount, brandId, ORG } from "../data.ts";
import { type Measured, measure, medianOf } from "../measure.ts";
import { connect, copyRows, type Postgres, startPostgres } from "../postgres.ts";
import { startCallmark } from "../program.ts";
import { compared } from "../report.ts";
import { fetchToken, type Place, Requests } from "../requests.ts";

const EACH = 150_000;
const ROWS = 10_000_000;
/** One row in so many is asked for. */
const SAMPLED = 1_000;

/** What a page and a look-up cost program and server together, with one brand of 150,000 and with 10,000,000 in all. */
export async function growth(session: Session): Promise<void> {
  const { lines, say } = session;
  await using server = await startPostgres();
  const rootKey = await begin(server.url);
  const known: Known[] = [];
  const fill = async (from: number, to: number) => {
    for (let brand = from; brand < to; brand += 1) {
      say(`PostgreSQL: ${(brand * EACH).toLocaleString("en")} caller IDs …`);
      known.push(...(await fillBrand(server.url, brand)));
    }
    await using client = await connect(server.url);
    await client.query("vacuum analyze");
    await client.query("checkpoint");
  };
  await fill(0, 1);
  const few = await measureAt(session, server, rootKey, known);
  await fill(1, Math.ceil(ROWS / EACH));
  const many = await measureAt(session, server, rootKey, known);
  const name = (what: string) => `PostgreSQL: ${what}, server included, 10,000,000 rows`;
  lines.push(compared(name("page"), many.page, many.page.cpu / few.page.cpu, "with 150,000", 1.2));
  lines.push(
    compared(name("one number"), many.number, many.number.cpu / few.number.cpu, "with 150,000", 1.2),
  );
}

/** A caller ID that is there. */
interface Known extends Place {
  readonly phoneNumber: string;
}

async function begin(url: string): Promise<string> {
  await using store = await openStore(url);
  await addAccount(store);
  return await store.rootKey();
}

async function fillBrand(url: string, index: number): Promise<Known[]> {
  const brand = brandId(index);
  const parentId = sortKey(brand);
  await using store = await openStore(url);
  await store.addBrand({ orgId: ORG, brandId: brand, now: 0 });
  await using client = await connect(url);
  const known: Known[] = [];
  const numbers: [string, string, string][] = [];
  const states = new Map<string, number>();
  function* rows() {
    let nth = index * EACH;
    for (const { id, created, updated, state, etag, details } of plausibleCallerIds(`growth ${index}`, EACH, [
      ...loadDepartments().keys(),
    ])) {
      const phoneNumber = usNumber(nth);
      const own = { ...details, phoneNumber };
      const envelope = { id, created, updated, state, etag };
      const body = printResource(callerIds, { orgId: ORG, parentId: brand }, envelope, own);
      const inForce = Number(state === "PUBLISHED");
      if (inForce === 1 || state === "SUBMITTED" || state === "PROCESSING") {
        numbers.push([phoneNumber, parentId, sortKey(id)]);
      }
      if (nth % SAMPLED === 0) known.push({ brand, created, id, phoneNumber });
      states.set(state, (states.get(state) ?? 0) + 1);
      nth += 1;
      yield [
        parentId,
        0,
        created,
        sortKey(id),
        updated,
        state,
        inForce,
        etag,
        phoneNumber,
        own.department ?? null,
        body,
      ];
    }
  }
  const columns = ["brand_id", "deleted", "created", "id", "updated", "state", "in_force", "etag"];
  const others = ["phone_number", "department", "body"];
  await client.query(
    "alter table caller_ids alter created_by set default 'bench', alter updated_by set default 'bench'",
  );
  await copyRows(client, "caller_ids", [...columns, ...others], rows());
  await copyRows(client, "numbers", ["phone_number", "brand_id", "caller_id"], numbers);
  const counted = [...states].map(([state, count]) => [state.toLowerCase(), count] as const);
  const zeros = ["submitted", "processing", "published", "rejected", "failed", "deleted"].map((column) => [
    column,
    0,
  ]);
  const counts = { ...Object.fromEntries(zeros), ...Object.fromEntries(counted) } as Record<string, number>;
  const count = { parent_id: parentId, kind: "callerId", slot: 0, revision: 1, ...counts };
  await copyRows(client, "counts", Object.keys(count), [Object.values(count)]);
  return known;
}

async function measureAt(session: Session, server: Postgres, rootKey: string, known: readonly Known[]) {
  const { extent, folder, say } = session;
  say("PostgreSQL: measuring …");
  await using program = await startCallmark(server.url, join(folder, "growth.log"));
  const both = { ...program, cpu: () => program.cpu() + server.cpu() };
  const requests = new Requests(rootKey, await fetchToken(program.port));
  // In an order in which neighbours are of different brands.
  const shuffled = known.map((one, index) => ({ one, at: (index * 7_919) % known.length }));
  const asked = shuffled.sort((a, b) => a.at - b.at).map(({ one }) => one);
  const pages = plainPages(requests, asked);
  const numbers = asked.map(({ brand, phoneNumber }) =>
    requests.list(brand, `callerIdDetails.phoneNumber==${phoneNumber}`),
  );
  for (const warm of [pages, numbers]) await measure(both, warm, { duration: extent.warmUp / 2 });
  const runs = { page: [] as Measured[], number: [] as Measured[] };
  for (let round = 0; round < extent.rounds; round += 1) {
    runs.page.push(await measure(both, pages, { duration: extent.duration }));
    runs.number.push(await measure(both, numbers, { duration: extent.duration }));
  }
  return { page: medianOf(runs.page), number: medianOf(runs.number) };
}
