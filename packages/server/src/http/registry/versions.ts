import { detailsOf } from "../../registry/envelope.ts";
import { printInstant } from "../../registry/instant.ts";
import { KINDS } from "../../registry/kinds.ts";
import { type Paging, pageAnswer, readPaging } from "../paging.ts";
import { endpoint } from "./exchange.ts";
import { keptOf, kindOf } from "./kept.ts";
import { found } from "./outcome.ts";

/** `GET …/versions?limit=&after=`: what was in force of a resource, newest first. */
export const versions = endpoint<Paging>({
  writes: false,
  read: readPaging,

  async run(exchange, paging, grant) {
    const kind = KINDS[kindOf(exchange)];
    const listed = await exchange.deps.store.listVersions(keptOf(exchange, paging, grant));
    const { versions: all, more } = found(listed, kind.label);
    const data = all.map(({ etag, body, began, ended }) => ({
      etag,
      [kind.detailsMember]: detailsOf(kind, body),
      from: printInstant(began),
      ...(ended !== undefined && { to: printInstant(ended) }),
    }));
    return pageAnswer(exchange, paging, { data, more });
  },
});
