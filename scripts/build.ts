import { fileURLToPath } from "node:url";
import { stagePackages } from "./packages/stage.ts";

// `npm run build`: what is published, in build/, a folder for each package.
await stagePackages(fileURLToPath(new URL("../build", import.meta.url)));
