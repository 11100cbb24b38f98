import { BASE_PATH } from "@callmark/contract";
import { bindCursor } from "../../registry/cursor.ts";
import { feedback, type NoticeKind, notifications } from "../../registry/notices.ts";
import { printNotice } from "../../registry/print-notice.ts";
import type { Grant, Position } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import type { Incoming, Route } from "../exchange.ts";
import type { Asked as AskedFilter } from "../filters.ts";
import { refusable, unmoved } from "../outcome.ts";
import { LIST_PARAMETERS, readLimit, readParameters } from "../parameters.ts";
import { admitted } from "../pipeline.ts";
import { readAfter } from "../position.ts";

/** `GET …/notifications` and `GET …/feedback`. */
export const NOTICE_ROUTES: readonly Route[] = [notifications, feedback].map((kind) => ({
  url: `${BASE_PATH}/orgs/:orgId/${kind.collection}`,
  answer: (incoming) => answerNotices(incoming, kind),
}));

const READ = { writes: false } as const;

function answerNotices(incoming: Incoming, kind: NoticeKind): Promise<Answer> {
  const { deps, raw, parameters } = incoming;
  const methods = { GET: READ, HEAD: READ };
  const asked = { deps, raw, orgId: parameters.orgId, methods, partners: "read" } as const;
  return admitted(asked, (_, grant) => list(incoming, kind, grant));
}

async function list(incoming: Incoming, kind: NoticeKind, grant: Grant): Promise<Answer> {
  const { deps, parameters } = incoming;
  const { orgId = "" } = parameters;
  const { accessRevision } = grant;
  const input = await refusable(deps, grant, () => read(incoming, kind));
  const { filter, repeated, limit, binding, after } = input;
  const listed = unmoved(
    await deps.store.listNotices({
      name: kind.name,
      types: kind.types,
      orgId,
      ...(grant.orgId !== orgId && { partnerId: grant.orgId }),
      accessRevision,
      ...(filter && { filter }),
      limit,
      ...(after && { after }),
      now: deps.clock(),
    }),
  );
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
function read({ deps, parameters, rawQuery }: Incoming, kind: NoticeKind): Input {
  const { ql, limit, after } = readParameters(rawQuery, LIST_PARAMETERS, Object.keys(kind.fields));
  const size = readLimit(limit);
  const asked = deps.filters.read(kind, ql);
  const binding = bindCursor(kind.name, parameters.orgId ?? "", "", asked.filter?.meaning ?? "");
  return { ...asked, limit: size, binding, ...readAfter(deps, after, binding) };
}
