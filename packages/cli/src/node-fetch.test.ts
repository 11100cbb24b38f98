import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { nodeFetch } from "./node-fetch.ts";

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("it asks and answers as the platform's does", async () => {
  const url = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url: path, headers } = request;
      response.setHeader("content-type", "application/json");
      response.writeHead(path === "/none" ? 404 : 201, { etag: '"x"' });
      const length = headers["content-length"];
      response.end(
        JSON.stringify({ method, path, length, accept: headers.accept, body: `${Buffer.concat(chunks)}` }),
      );
    });
  });
  for (const [path, init] of [
    ["/a?b=%2B1;c", { method: "GET", headers: new Headers({ accept: "text/x" }) }],
    ["/none", { method: "POST", headers: { Accept: "text/y" }, body: "é" }],
    ["", { method: "POST", headers: {}, body: "" }],
  ] as const) {
    const [ours, theirs] = [await nodeFetch(url + path, init), await fetch(url + path, init)];
    expect([ours.status, ours.ok, ours.headers.get("ETag"), ours.headers.has("x-none")]).toEqual([
      theirs.status,
      theirs.ok,
      '"x"',
      false,
    ]);
    const [mine, other] = [JSON.parse(await ours.text()), JSON.parse(await theirs.text())];
    // Where nothing is said of it, the platform accepts everything, in a header.
    expect({ ...mine, accept: mine.accept ?? "*/*" }).toEqual(other);
  }
});

test("a redirect is an answer like others, and an empty one has no body", async () => {
  const url = await serve((request, response) => {
    if (request.url === "/empty") response.writeHead(204).end();
    else response.writeHead(302, { location: "/empty" }).end("moved");
  });
  const moved = await nodeFetch(`${url}/`, { method: "GET" });
  expect([moved.status, moved.ok, await moved.text()]).toEqual([302, false, "moved"]);
  expect(await new Response(moved.body).text()).toBe("moved");
  const empty = await nodeFetch(`${url}/empty`, { method: "DELETE" });
  expect([empty.status, empty.body, await empty.text()]).toEqual([204, null, ""]);
});

test("what no server answers is told as the platform tells it, with the code of the cause", async () => {
  const url = await serve((request, response) => {
    if (request.url === "/cut")
      response.writeHead(200, { "content-length": "10" }).write("half", () => response.destroy());
    else request.socket.destroy();
  });
  for (const path of ["/cut", "/reset"]) {
    await expect(nodeFetch(url + path, { method: "GET" })).rejects.toMatchObject({
      name: "TypeError",
      cause: { code: "ECONNRESET" },
    });
  }
  await expect(nodeFetch("http://127.0.0.1:1/", { method: "GET" })).rejects.toMatchObject({
    cause: { code: "ECONNREFUSED" },
  });
});

test("an abort ends it, before and while it waits, with the signal's reason", async () => {
  const url = await serve(() => {});
  const reason = new Error("enough");
  await expect(nodeFetch(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const later = new AbortController();
  setTimeout(() => later.abort(reason), 20);
  await expect(nodeFetch(url, { signal: later.signal })).rejects.toBe(reason);
});
