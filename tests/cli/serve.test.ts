import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { CALLMARK, start, temporaryRegistry } from "./support.ts";

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

function serve(registry: ReturnType<typeof temporaryRegistry>, ...args: string[]) {
  return start(["serve", ...args], {
    settings: { ...registry.settings, CALLMARK_PORT: "0", CALLMARK_METRICS_PORT: "off" },
  });
}

test.each(["SIGTERM", "SIGINT"] as const)("serves until %s, then ends with 0", async (signal) => {
  using registry = temporaryRegistry();
  const { child, ended, printed } = serve(registry);
  const [address] = await printed(ADDRESS);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  child.kill(signal);
  expect(await ended).toMatchObject({ code: 0, signal: null });
  await expect(fetch(address)).rejects.toThrow();
});

test("a signal twice at once, as npm and a terminal send it, is one; a later one does not wait for answers", async () => {
  using registry = temporaryRegistry();
  const { child, ended, printed } = serve(registry);
  const [address] = await printed(ADDRESS);
  const { port } = new URL(address);
  const socket = connect(Number(port), "127.0.0.1");
  socket.on("error", () => {});
  // A request that never comes to its end.
  socket.write(
    "POST /api/v1/oauth2/token HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{",
  );
  await sleep(300);
  child.kill("SIGTERM");
  child.kill("SIGTERM");
  await sleep(800);
  expect(child.exitCode).toBeNull();
  child.kill("SIGTERM");
  expect(await ended).toMatchObject({ code: 143, signal: null });
  socket.destroy();
});

test("--demo fills an empty registry; its accounts, and no others, are removed as the log says", async () => {
  using registry = temporaryRegistry();
  const { child, ended, printed } = serve(registry, "--demo");
  await printed(ADDRESS);
  child.kill("SIGTERM");
  expect(await ended).toMatchObject({ code: 0 });
  const list = () =>
    registry.json<{ accounts: { clientId: string; orgId: string }[] }>("admin", "account", "list");
  const { accounts: demo } = await list();
  const org = demo[0]?.orgId ?? "";
  const own = ["--permission", "read-only", "--client-id", "mine"];
  await registry.json("admin", "account", "add", "--org", org, ...own);
  expect(await registry.json("admin", "account", "remove", "--demo")).toEqual({ removed: demo.length });
  expect((await list()).accounts.map((account) => account.clientId)).toEqual(["mine"]);
  expect(await registry.json("admin", "account", "remove", "--demo")).toEqual({ removed: 0 });
});

test("a port that is taken is a failure of a line", async () => {
  using registry = temporaryRegistry();
  const first = serve(registry);
  const [address] = await first.printed(ADDRESS);
  const port = new URL(address).port;
  const settings = { CALLMARK_DATABASE_URL: "memory:", CALLMARK_PORT: port, CALLMARK_METRICS_PORT: "0" };
  const { code, stderr } = await start(["serve"], { settings }).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: .*(address already in use|taken)/m);
  expect(stderr).not.toMatch(/^ +at /m);
  first.child.kill("SIGTERM");
  await first.ended;
});

test("a shell of npm start that ends, as it does when npm is told to stop, leaves no server behind", async () => {
  using registry = temporaryRegistry();
  const script = join(registry.folder, "start.sh");
  writeFileSync(script, `"${process.execPath}" "${CALLMARK}" serve\necho ended\n`);
  const settings = { ...registry.settings, CALLMARK_PORT: "0", npm_lifecycle_event: "start" };
  const { child, ended, printed } = start([], { node: "/bin/sh", script, settings });
  await printed(ADDRESS);
  child.kill("SIGTERM");
  // The server holds the output open: this ends when it does.
  expect(await ended).toMatchObject({ code: null, signal: "SIGTERM" });
});
