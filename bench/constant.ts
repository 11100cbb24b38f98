import Fastify from "fastify";

const body = Buffer.from(process.env.BODY ?? "");
const app = Fastify();
app.all("/*", (_, reply) => {
  reply.header("content-type", "application/json").send(body);
});
await app.listen({ port: 0, host: "127.0.0.1" });
console.log(`http://127.0.0.1:${(app.server.address() as { port: number }).port}`);
