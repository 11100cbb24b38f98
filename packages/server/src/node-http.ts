/**
 * Node's HTTP, as it is. An `import` of `node:http` reads every export of it, one of which loads Node's `fetch` and
 * `WebSocket`: some 15 MB that no part of the server needs.
 */
export const { Agent, createServer, METHODS, request } = process.getBuiltinModule("node:http");
