import { BASE_PATH } from "@callmark/contract";
import { feedback, type NoticeKind, notifications } from "../../registry/notices.ts";
import { printNotice } from "../../registry/print-notice.ts";
import type { Grant } from "../../registry/store.ts";
import type { Answer } from "../answer.ts";
import type { Incoming, Route } from "../exchange.ts";
import { refusable, unmoved } from "../outcome.ts";
import { paginationOf, readFilteredPaging } from "../paging.ts";
import { admitted } from "../pipeline.ts";

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
  const paging = await refusable(
    deps,
    grant,
    () => readFilteredPaging(incoming, { kind, name: kind.name, orgId, parentId: "" }), // 8
  );
  const { filter, limit, after } = paging;
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
  const pagination = paginationOf(deps, `${BASE_PATH}/orgs/${orgId}/${kind.collection}`, paging, listed.more);
  return { status: 200, body: JSON.stringify({ data, pagination }) };
}
