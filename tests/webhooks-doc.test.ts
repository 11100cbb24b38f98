import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { healthFault } from "../packages/server/src/webhooks/health-check.ts";
import { Sender } from "../packages/server/src/webhooks/send.ts";
import { signedHeaders } from "../packages/server/src/webhooks/signature.ts";
import { start } from "./cli/support.ts";
import { temporaryFolder } from "./support/folder.ts";

const DOCUMENT = readFileSync(new URL("../docs/webhooks.md", import.meta.url), "utf8");
const block = (language: string) =>
  new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(DOCUMENT)?.[1] ?? "";

test("the receiver that docs/webhooks.md shows passes the health check, and takes what is genuine alone", async () => {
  await using folder = await temporaryFolder();
  const script = join(folder.path, "receiver.mjs");
  await writeFile(script, block("js"));
  const secret = "the secret of the document's receiver";
  const program = start([], { script, settings: { WEBHOOK_SECRET: secret, PORT: "0" } });
  const [, port] = await program.printed(/listens on (\d+)\n/);
  const url = `http://127.0.0.1:${port}/`;
  using sender = new Sender({ allowPrivate: true });
  const check = {
    url,
    clock: Date.now,
    send: (message: Parameters<Sender["send"]>[0]) => sender.send(message),
  };
  expect(await healthFault({ ...check, secret })).toBeUndefined();
  expect(await healthFault({ ...check, secret: "another" })).toContain("answered 400 to a right signature");
  const body = '{"type":"PROCESSING_SUCCESSFUL","id":"1_é_PROCESSING_SUCCESSFUL"}';
  const headers = signedHeaders({ secret, body }, Date.now(), "callmark");
  expect((await sender.send({ url, headers, body })).status).toBe(204);
  await program.printed(/PROCESSING_SUCCESSFUL 1_é_PROCESSING_SUCCESSFUL\n/);
  expect((await sender.send({ url, headers, body: `${body} ` })).status).toBe(400);
  expect((await sender.send({ url, headers: {}, body })).status).toBe(400);
  program.child.kill();
  await program.ended;
});

test("its known answer is one", () => {
  const [, timestamp = ""] = /at `(\d+)`, the body/.exec(DOCUMENT) ?? [];
  const [, signature] = /has the signature\n`(.*)`/.exec(DOCUMENT) ?? [];
  const own = createHmac("sha512", "secret")
    .update(`${block("json").trim()}${timestamp}`)
    .digest("base64");
  expect(own).toBe(signature);
});
