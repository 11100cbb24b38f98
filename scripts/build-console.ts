import { existsSync } from "node:fs";
import { BUILT, buildConsole } from "./console.ts";

/* `npm start` begins with this. Whatever comes of it, the registry is served. */

const say = (line: string) => process.stderr.write(`${line}\n`);
const outcome = await buildConsole({ begins: () => say("The console is built; the next start is quicker") });
if (typeof outcome === "object") {
  const what = existsSync(BUILT) ? "The console is as it was built before" : "The console is left out";
  say(`${what}: ${outcome.leftOut}`);
}
