import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** What stands between a store and its server, and fails when it is told to. */
export interface ServerProxy extends AsyncDisposable {
  /** The server's URL with the proxy in its place. */
  readonly url: string;
  /** Ends each connection whose client says just this: before the server hears it, or once it has answered. */
  cutAt(said: string, when: "before" | "after"): void;
  /** From now on nothing is passed on, and nothing is ended, as where a cable is pulled. */
  fallSilent(): void;
  /** Ends all connections, and takes no more. */
  refuse(): void;
  recover(): void;
}

export async function startProxy(serverUrl: string): Promise<ServerProxy> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let cut: { readonly said: Buffer; readonly when: "before" | "after" } | undefined;
  let silent = false;
  let refuses = false;
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };

  const server = createServer((client) => {
    if (refuses) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    let ends = false;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", end).on("close", end);
    }
    client.on("data", (bytes: Buffer) => {
      if (silent) return;
      const isCut = cut !== undefined && bytes.includes(cut.said);
      if (isCut && cut?.when === "before") end();
      else upstream.write(bytes);
      ends ||= isCut;
    });
    upstream.on("data", (bytes) => {
      if (ends) end();
      else if (!silent) client.write(bytes);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");

  const url = new URL(serverUrl);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port");
  url.port = String(address.port);
  return {
    url: url.href,
    cutAt(said, when) {
      cut = { said: Buffer.from(`${said}\0`), when };
    },
    fallSilent() {
      silent = true;
    },
    refuse() {
      refuses = true;
      endAll();
    },
    recover() {
      refuses = false;
      cut = undefined;
      silent = false;
    },
    async [Symbol.asyncDispose]() {
      endAll();
      server.close();
      await once(server, "close");
    },
  };
}
