import { ENGINES } from "../../test/engines.ts";
import { layoutSuite, readingSuite, storeSuite } from "../../test/store-suite/suite.ts";

const [engine, ...layouts] = ENGINES.all;
storeSuite(engine);
for (const layout of layouts) layoutSuite(layout);
readingSuite(ENGINES.scanning);
