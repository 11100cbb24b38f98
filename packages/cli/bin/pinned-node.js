#!/usr/bin/env node
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { onCurrentNode } from "./runtime.js";

// Runs any script as `node SCRIPT …` would, on a Node that is recent enough: `node pinned-node.js SCRIPT …`.
onCurrentNode(import.meta.url, async () => {
  const script = process.argv[2];
  if (script === undefined) {
    process.stderr.write("usage: node pinned-node.js SCRIPT [ARGUMENT...]\n");
    process.exitCode = 2;
    return;
  }
  process.argv.splice(1, 2, resolve(script));
  await import(pathToFileURL(process.argv[1]).href);
});
