import type { Summary } from "@callmark/contract";
import { readParameters } from "../parameters.ts";
import { endpoint, inBrand } from "./exchange.ts";
import { found } from "./outcome.ts";

/** `GET …/summary`: how many caller IDs a brand has, by state. */
export const summary = endpoint<undefined>({
  writes: false,

  read({ rawQuery }) {
    readParameters(rawQuery, {});
    return undefined;
  },

  async run(exchange, _, grant) {
    const counted = await exchange.deps.store.summarize({ kind: "callerId", ...inBrand(exchange, grant) });
    const { byState, live } = found(counted);
    const body: Summary = { states: byState, total: live };
    return { status: 200, body: JSON.stringify(body) };
  },
});
