import { bindCursor } from "../../registry/cursor.ts";
import { printReview } from "../../registry/print-review.ts";
import { LIST_PARAMETERS, readLimit, readParameters } from "../parameters.ts";
import { readAfter } from "../position.ts";
import type { ReviewEndpoint } from "./exchange.ts";

const { limit, after } = LIST_PARAMETERS;
const BINDING = bindCursor("review", "", "", "");

/** `GET /review/v1/reviews?limit=&after=`: what waits, oldest first. */
export const list: ReviewEndpoint = {
  writes: false,

  async run({ deps, rawQuery }) {
    const parameters = readParameters(rawQuery, { limit, after });
    const size = readLimit(parameters.limit);
    const place = readAfter(deps, parameters.after, BINDING).after;
    const listed = await deps.store.listReviews({ limit: size + 1, ...(place && { after: place }) });
    const reviews = listed.reviews.slice(0, size);
    const last = reviews.at(-1);
    let pagination = {};
    if (listed.reviews.length > size && last !== undefined) {
      const cursor = deps.cursors.write({ created: last.submitted, id: last.id }, BINDING);
      const next = `/review/v1/reviews?limit=${size}&after=${cursor}`;
      pagination = { cursors: { after: cursor }, next };
    }
    const body = { data: reviews.map(printReview), pagination, total: listed.total };
    return { status: 200, body: JSON.stringify(body) };
  },
};
