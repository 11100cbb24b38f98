import { afterAll, describe } from "vitest";
import { ENGINES } from "../../test/engines.ts";
import { accessCases } from "../../test/store-suite/access.ts";
import { changeStateCases } from "../../test/store-suite/change-state.ts";
import { closingCases } from "../../test/store-suite/closing.ts";
import { createCases } from "../../test/store-suite/create.ts";
import { filterCases } from "../../test/store-suite/filters.ts";
import { insertCases } from "../../test/store-suite/insert.ts";
import { listCases } from "../../test/store-suite/list.ts";
import { numberCases } from "../../test/store-suite/numbers.ts";
import { processCases } from "../../test/store-suite/processes.ts";
import { purgeCases } from "../../test/store-suite/purge.ts";
import { removeCases } from "../../test/store-suite/remove.ts";
import { totalCases } from "../../test/store-suite/totals.ts";
import { updateCases } from "../../test/store-suite/update.ts";
import { walkCases } from "../../test/store-suite/walks.ts";
import { closeWorlds } from "../../test/worlds.ts";

/** What reads by filters. */
const READING = [listCases, filterCases, walkCases, totalCases];
const SUITE = [
  createCases,
  updateCases,
  removeCases,
  changeStateCases,
  purgeCases,
  insertCases,
  numberCases,
  accessCases,
  processCases,
  closingCases,
  ...READING,
];

for (const engine of [...ENGINES.all, ENGINES.scanning]) {
  describe(engine.name, () => {
    afterAll(() => closeWorlds(engine));
    for (const cases of engine === ENGINES.scanning ? READING : SUITE) cases(engine);
  });
}
