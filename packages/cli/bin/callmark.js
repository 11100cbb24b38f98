#!/usr/bin/env node
import { onCurrentNode } from "./runtime.js";

onCurrentNode(import.meta.url, async () => {
  const { run } = await import("../src/program.ts");
  await run(process.argv.slice(2));
});
