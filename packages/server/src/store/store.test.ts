import { ENGINES } from "../../test/engines.ts";
import { readingSuite, storeSuite } from "../../test/store-suite/suite.ts";

for (const engine of ENGINES.all) storeSuite(engine);
readingSuite(ENGINES.scanning);
