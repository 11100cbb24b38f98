import type { IncomingMessage } from "node:http";
import { BASE_PATH } from "@callmark/contract";
import { bindCursor } from "../../registry/cursor.ts";
import { feedback, type NoticeKind, notifications } from "../../registry/notices.ts";
import { printNotice } from "../../registry/print-notice.ts";
import { Problem } from "../../registry/problem.ts";
import type { Grant, Position } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import type { Deps } from "../exchange.ts";
import type { Asked as AskedFilter } from "../filters.ts";
import { AccessMoved, expectUnmoved } from "../outcome.ts";
import { LIST_PARAMETERS, readLimit, readParameters } from "../parameters.ts";
import { admitted } from "../pipeline.ts";
import { readAfter } from "../position.ts";

/** A path of notifications or feedback. */
export interface NoticeRoute {
  readonly url: string;
  readonly kind: NoticeKind;
}

export const NOTICE_ROUTES: readonly NoticeRoute[] = [notifications, feedback].map((kind) => ({
  url: `${BASE_PATH}/orgs/:orgId/${kind.collection}`,
  kind,
}));

export interface IncomingNotices {
  readonly deps: Deps;
  readonly raw: IncomingMessage;
  readonly route: NoticeRoute;
  readonly parameters: { readonly orgId?: string };
  readonly rawQuery: string;
}

const READ = { writes: false } as const;

/** `GET …/notifications` and `GET …/feedback`, in the order of checks. */
export function answerNotices(incoming: IncomingNotices): Promise<Answer> {
  const { deps, raw, parameters } = incoming;
  const asked = {
    deps,
    raw,
    orgId: parameters.orgId,
    methods: { GET: READ, HEAD: READ },
    partners: "read",
  } as const;
  return admitted(asked, (_, grant) => list(incoming, grant));
}

async function list(incoming: IncomingNotices, grant: Grant): Promise<Answer> {
  const { deps, route, parameters } = incoming;
  const { orgId = "" } = parameters;
  const { kind } = route;
  const { accessRevision } = grant;
  let input: Input;
  try {
    input = read(incoming);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // The refusal counts only if the token that it answers still does.
    await expectUnmoved(deps, grant);
    throw error;
  }
  const { filter, repeated, limit, binding, after } = input;
  const listed = await deps.store.listNotices({
    name: kind.name,
    types: kind.types,
    orgId,
    ...(grant.orgId !== orgId && { partnerId: grant.orgId }),
    accessRevision,
    ...(filter && { filter }),
    limit,
    ...(after && { after }),
    now: deps.clock(),
  });
  if (listed.outcome === "accessChanged") throw new AccessMoved();
  if (listed.events.length === 0) return { status: 204 };
  const data = listed.events.map((event) => printNotice(kind, orgId, event));
  let pagination = {};
  if (listed.more !== undefined) {
    const cursor = deps.cursors.write(listed.more, binding);
    const next = `${BASE_PATH}/orgs/${orgId}/${kind.collection}?${repeated}limit=${limit}&after=${cursor}`;
    pagination = { cursors: { after: cursor }, next };
  }
  return { status: 200, body: JSON.stringify({ data, pagination }) };
}

interface Input extends AskedFilter {
  readonly limit: number;
  readonly binding: string;
  readonly after?: Position;
}

/** Step 8: what the query string says. */
function read({ deps, route: { kind }, parameters, rawQuery }: IncomingNotices): Input {
  const { ql, limit, after } = readParameters(rawQuery, LIST_PARAMETERS, Object.keys(kind.fields));
  const size = readLimit(limit);
  const asked = deps.filters.read(kind, ql);
  const binding = bindCursor(kind.name, parameters.orgId ?? "", "", asked.filter?.meaning ?? "");
  return { ...asked, limit: size, binding, ...readAfter(deps, after, binding) };
}
