import type { Departments } from "@callmark/contract";
import { expectUnmoved } from "../outcome.ts";
import { readParameters } from "../parameters.ts";
import { endpoint } from "./exchange.ts";

/** `GET /registry/v1/departments`: the catalogue that the server was started with. */
export const departments = endpoint<undefined>({
  writes: false,

  read({ rawQuery }) {
    readParameters(rawQuery, {});
    return undefined;
  },

  async run({ deps }, _, grant) {
    await expectUnmoved(deps, grant);
    const body: Departments = {
      departments: [...deps.departments].map(([key, department]) => ({ key, ...department })),
    };
    return { status: 200, body: JSON.stringify(body) };
  },
});
