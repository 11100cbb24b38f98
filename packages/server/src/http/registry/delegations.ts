import type { Partner } from "@callmark/contract";
import { printInstant } from "../../registry/instant.ts";
import { type Paging, pageAnswer, readPaging } from "../paging.ts";
import { endpoint, inBrand } from "./exchange.ts";
import { found } from "./outcome.ts";

/** `GET …/delegations?limit=&after=`: whom a brand is shared with, for its own org. */
export const delegations = endpoint<Paging>({
  writes: false,
  read: readPaging,

  async run(exchange, paging, grant) {
    const { collection, accessRevision } = inBrand(exchange, grant);
    const listed = await exchange.deps.store.listPartners({ collection, accessRevision, ...paging });
    const { partners, more, total } = found(listed);
    const data = partners.map(
      ({ orgId, legalName, created }): Partner => ({
        orgId,
        ...(legalName !== undefined && { orgLegalName: legalName }),
        createdDate: printInstant(created),
      }),
    );
    return pageAnswer(exchange, paging, { data, more, total });
  },
});
