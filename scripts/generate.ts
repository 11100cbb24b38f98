import { writeFileSync } from "node:fs";
import { GENERATED } from "./generated.ts";

for (const { file, content } of GENERATED) {
  writeFileSync(new URL(`../${file}`, import.meta.url), await content());
}
