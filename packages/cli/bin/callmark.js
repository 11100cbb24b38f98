#!/usr/bin/env -S MALLOC_ARENA_MAX=2 node --max-semi-space-size=8
import module from "node:module";
import { fileURLToPath } from "node:url";
import { onCurrentNode, PROGRAM_FLAGS } from "./runtime.js";

async function program() {
  // Halves the time that a command takes to start. Where the folder cannot be written there is no cache, and no error.
  module.enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/compiled", import.meta.url)));
  const { run } = await import("#program");
  await run(process.argv.slice(2));
}

onCurrentNode(import.meta.url, program, PROGRAM_FLAGS);
