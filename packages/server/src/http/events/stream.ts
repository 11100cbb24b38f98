import { Readable } from "node:stream";
import { BASE_PATH } from "@callmark/contract";
import { type Event, type EventPosition, later } from "../../registry/events.ts";
import { feedback } from "../../registry/notices.ts";
import { printNotice } from "../../registry/print-notice.ts";
import { Problem, problem } from "../../registry/problem.ts";
import type { Grant } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import type { Incoming, Route } from "../exchange.ts";
import { expectUnmoved } from "../outcome.ts";
import { readParameters } from "../parameters.ts";
import { admitted } from "../pipeline.ts";

/** How many follow at the same time, in one process. */
const STREAMS = 500;
/** How many events are read at once. */
const BATCH = 200;
/** After how long without an event a line says that the connection lives, in milliseconds. */
const HEARTBEAT = 15_000;
/** How often it is asked whether the token still counts, in milliseconds. */
const ACCESS_CHECK = 1_000;
/** What a follower that reads too slowly may have waiting, in bytes; then it is not read for. */
const WAITING = 64 * 1024;

const READ = { writes: false } as const;

/** `GET …/events/stream`: what happens to an org's resources, as it happens (ours; docs/contract.md, Events). */
export const STREAM_ROUTE: Route = { url: `${BASE_PATH}/orgs/:orgId/events/stream`, answer: answerStream };

/** Opens a stream in the order of checks; it ends when its token, its account or its delegation does. */
function answerStream(incoming: Incoming): Promise<Answer> {
  const { deps, raw, parameters } = incoming;
  const asked = {
    deps,
    raw,
    orgId: parameters.orgId,
    methods: { GET: READ, HEAD: READ },
    partners: "read",
  } as const;
  return admitted(asked, (_, grant) => open(incoming, grant));
}

async function open(incoming: Incoming, grant: Grant): Promise<Answer> {
  const { deps, raw, rawQuery } = incoming;
  await expectUnmoved(deps, grant);
  readParameters(rawQuery, {});
  const from = readPosition(raw.headers["last-event-id"]);
  if (deps.hub.followers >= STREAMS) {
    throw problem("ServiceUnavailable", "Too many follow the events at the moment", {
      headers: { "retry-after": "5" },
    });
  }
  const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
  if (raw.method === "HEAD") return { status: 200, headers };
  const start = from ?? (await deps.store.lastEvent({}));
  const gone = new AbortController();
  raw.socket.once("close", () => gone.abort());
  const stream = Readable.from(follow(incoming, grant, start, gone.signal), {
    objectMode: false,
    highWaterMark: WAITING,
  });
  stream.once("close", () => gone.abort());
  return { status: 200, headers, stream };
}

/** The place behind the event that a follower saw last; throws where the header names none. */
function readPosition(header: string | string[] | undefined): EventPosition | undefined {
  if (header === undefined || header === "") return undefined;
  const match = /^([0-9]{1,15})\.([0-9]{1,15})$/.exec(String(header));
  if (match === null) {
    throw problem("BadRequest", "Last-Event-ID must be the id of an event of this stream", {
      details: { header: "Last-Event-ID" },
    });
  }
  return { transactionId: Number(match[1]), position: Number(match[2]) };
}

async function* follow(
  incoming: Incoming,
  first: Grant,
  start: EventPosition,
  gone: AbortSignal,
): AsyncGenerator<string> {
  const { deps, parameters, closing } = incoming;
  const { orgId = "" } = parameters;
  const ended = AbortSignal.any([gone, closing]);
  using _follower = deps.hub.follow();
  let grant: Grant | undefined = first;
  let after = start;
  let said = deps.clock();
  // An id without data: who is cut off before the first event goes on from here.
  yield `: callmark\n${printId(start)}\n\n`;
  while (!ended.aborted) {
    grant = await stillAdmitted(incoming, grant);
    if (grant === undefined) return;
    const seen = deps.hub.changes;
    const partner = grant.orgId === orgId ? {} : { partnerId: grant.orgId };
    // Where there are no more of the org, others' events need not be gone through again either.
    const newest = await deps.store.lastEvent({});
    const events = await deps.store.readEvents({ after, orgId, ...partner, atMost: BATCH });
    after = events.at(-1)?.at ?? after;
    if (events.length < BATCH) after = later(after, newest);
    if (events.length > 0) {
      yield events.map((event) => printEvent(orgId, event)).join("");
      said = deps.clock();
      continue;
    }
    if (deps.clock() - said >= HEARTBEAT) {
      yield ": \n\n";
      said = deps.clock();
    }
    await deps.hub.change(seen, ACCESS_CHECK, ended);
  }
}

/** The grant that the token has now; `undefined` where it ended, or leads no longer to this org. */
async function stillAdmitted(
  { deps, raw, parameters: { orgId = "" } }: Incoming,
  grant: Grant,
): Promise<Grant | undefined> {
  const { authenticator, store } = deps;
  const { authorization } = raw.headers;
  if (grant.expires <= deps.clock()) return undefined;
  const probed = await store.probe({ accessRevision: grant.accessRevision });
  if (probed.outcome !== "accessChanged") return grant;
  try {
    authenticator.forget(authorization ?? "");
    const current = await authenticator.authenticate(authorization);
    return current.orgId === orgId || (await authenticator.isPartner(current, orgId)) ? current : undefined;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** One event in the form of a stream (WHATWG HTML, 9.2.6). */
function printEvent(orgId: string, event: Event): string {
  const data = JSON.stringify(printNotice(feedback, orgId, event));
  return `${printId(event.at)}\nevent: ${event.type}\ndata: ${data}\n\n`;
}

function printId({ transactionId, position }: EventPosition): string {
  return `id: ${transactionId}.${position}`;
}
