import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openStore } from "../../packages/server/src/store/open.ts";
import { openReceiver } from "../../packages/server/test/receiver.ts";
import { registryWith, run, start } from "./support.ts";

const PRIVATE = { CALLMARK_WEBHOOK_ALLOW_PRIVATE: "true" };
const WEBHOOK = ["admin", "webhook"];
const ALL = ["PROCESSING_SUCCESSFUL", "VALIDATION_FAILURE", "PROCESSING_FAILURE", "DELEGATION"];

/** A registry with a file that has a receiver's secret, in which private addresses are allowed. */
async function setting(secret: string) {
  const registry = await registryWith();
  const settings = { ...registry.settings, ...PRIVATE };
  const secretFile = join(registry.folder, "secret");
  writeFileSync(secretFile, `${secret}\n`);
  return {
    ...registry,
    settings,
    secretFile,
    do: (...args: string[]) => run([...WEBHOOK, ...args], { settings }),
    async asked<Result>(...args: string[]): Promise<Result> {
      const ended = await run([...WEBHOOK, ...args, "--json"], { settings });
      expect(ended.stderr).toBe("");
      return JSON.parse(ended.stdout) as Result;
    },
  };
}

describe("admin webhook add", () => {
  test("shows a secret once, waits until the receiver has it, and keeps it from everybody", async () => {
    await using receiver = await openReceiver();
    using registry = await registryWith();
    const settings = { ...registry.settings, ...PRIVATE };
    const args = [...WEBHOOK, "add", "--org", "1001", "--url", receiver.url, "--types", "DELEGATION"];
    const program = start(args, { settings, stdin: "open" });
    const [, secret = ""] = await program.printed(/secret {2}(\S{43})\n/);
    await program.printed(/Press Enter/);
    expect(receiver.received).toEqual([]);
    receiver.use(secret);
    program.child.stdin.end("\n");
    const { code, stdout, stderr } = await program.ended;
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/Webhook [0-9a-f-]{36} added to org 1001\n/);
    expect(stdout.split(secret)).toHaveLength(2);
    expect(receiver.received).toHaveLength(2);
    const { stdout: list } = await run([...WEBHOOK, "list", "--json"], { settings });
    expect(list).toContain(receiver.url);
    const files = readdirSync(registry.folder).map((file) => readFileSync(join(registry.folder, file)));
    expect(files.some((bytes) => bytes.includes(receiver.url))).toBe(true);
    for (const bytes of [Buffer.from(list), ...files]) expect(bytes.includes(secret)).toBe(false);
  });

  test("takes the secret that the receiver has; list, test and remove know the webhook", async () => {
    await using receiver = await openReceiver();
    using registry = await setting(receiver.secret);
    const add = ["add", "--org", "1001", "--url", receiver.url, "--secret-file", registry.secretFile];
    const added = await registry.asked<{ webhookId: string }>(...add);
    const { webhookId } = added;
    const shown = { webhookId, orgId: "1001", url: receiver.url, types: ALL, environment: "callmark" };
    expect(added).toEqual(shown);
    expect(await registry.asked("list", "--org", "1001")).toEqual({
      webhooks: [{ ...shown, createdDate: expect.stringMatching(/Z$/) }],
    });
    expect(await registry.asked("list", "--org", "1002")).toEqual({ webhooks: [] });
    expect((await registry.do("list")).stdout).toMatch(/^WEBHOOK .*\n\S+ +1001 +http/);
    expect(await registry.asked("test", webhookId)).toEqual({ webhookId, url: receiver.url });
    receiver.answer((_, response) => response.writeHead(204).end());
    expect(await registry.do("test", webhookId)).toMatchObject({
      code: 1,
      stderr: `error: ${receiver.url} does not pass the health check: It answered 204 to a wrong signature; expected 400\n`,
    });
    expect(await registry.asked("remove", webhookId)).toEqual({ webhookId });
    for (const verb of ["remove", "test", "deliveries"]) {
      const failed = await registry.do(verb, webhookId);
      expect([failed.code, failed.stderr]).toEqual([1, `error: There is no webhook ${webhookId}\n`]);
    }
  });

  test("adds nothing where the receiver does not pass, and says why", async () => {
    await using receiver = await openReceiver({ answer: (_, response) => response.writeHead(200).end("hi") });
    using registry = await setting(receiver.secret);
    const add = ["add", "--org", "1001", "--url", receiver.url, "--secret-file", registry.secretFile];
    expect(await registry.do(...add)).toMatchObject({
      code: 1,
      stdout: "",
      stderr: `error: ${receiver.url} does not pass the health check: It answered 200 (hi) to a wrong signature; expected 400. It was not added\n`,
    });
    expect(await registry.asked("list")).toEqual({ webhooks: [] });
  });

  test.each([
    [["--org", "1001", "--url", "http://example.com/"], 2, "Expected an https URL"],
    [["--org", "1001", "--url", "https://user:word@example.com/"], 2, "credentials"],
    [["--org", "1001", "--url", "https://127.0.0.1/"], 2, "is not on the public network"],
    [
      ["--org", "1001", "--url", "https://localhost:1/", "--types", "DELEGATION"],
      1,
      "not on the public network",
    ],
    [["--org", "x", "--url", "https://example.com/"], 2, "Org 'x' is not an id"],
    [["--org", "1001", "--url", "https://example.com/", "--types", "DELEGATION,X"], 2, "'X' is not a type"],
  ])("%j is refused", async (args, code, message) => {
    using registry = await setting("s".repeat(32));
    const { settings, secretFile } = registry;
    const all = [...WEBHOOK, "add", ...args, "--secret-file", secretFile];
    const refused = await run(all, { settings: { ...settings, CALLMARK_WEBHOOK_ALLOW_PRIVATE: "false" } });
    expect([refused.code, refused.stderr]).toEqual([code, expect.stringContaining(message)]);
  });

  test("a secret that is too short, a file that is not there and --json without one are wrong usage", async () => {
    using registry = await setting("short");
    const add = ["add", "--org", "1001", "--url", "https://example.com/"];
    const cases = [
      [["--secret-file", registry.secretFile], "32 to 256 visible ASCII characters"],
      [["--secret-file", join(registry.folder, "none")], "The secret cannot be read"],
      [["--json"], "--json needs --secret-file"],
    ] as const;
    for (const [more, message] of cases) {
      const refused = await registry.do(...add, ...more);
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(message)]);
    }
  });
});

describe("admin webhook deliveries, replay", () => {
  test("show what was told, and queue it again", async () => {
    await using receiver = await openReceiver();
    using registry = await setting(receiver.secret);
    const add = ["add", "--org", "1001", "--url", receiver.url, "--secret-file", registry.secretFile];
    const { webhookId } = await registry.asked<{ webhookId: string }>(...add);
    expect(await registry.asked("deliveries", webhookId)).toEqual({ deliveries: [] });
    {
      await using store = await openStore(registry.settings.CALLMARK_DATABASE_URL);
      const now = Date.parse("2026-10-02T11:41:00Z");
      const events = ["a", "b", "c"].map((id) => ({
        id,
        resourceId: `of ${id}`,
        notification: `{"id":"${id}"}`,
      }));
      const to = { transactionId: 0, position: 3 };
      await store.queueDeliveries({ webhookId, from: undefined, to, events, now });
      await store.claimDeliveries({ webhookId, now, leaseUntil: now, worker: "w", atMost: 9 });
      const attempt = { at: now + 1_500, status: 500, answer: "no" };
      const record = { webhookId, worker: "w", attempt };
      await store.recordAttempt({ ...record, eventId: "a", after: { status: "given_up" } });
      await store.recordAttempt({ ...record, eventId: "b", after: { status: "delivered" } });
    }
    const listed = await registry.asked<{ deliveries: unknown[] }>("deliveries", webhookId);
    expect(listed.deliveries).toEqual([
      expect.objectContaining({ eventId: "c", status: "pending", dueDate: "2026-10-02T11:41:00Z" }),
      expect.objectContaining({ eventId: "b", status: "delivered" }),
      {
        eventId: "a",
        status: "given_up",
        attempts: 1,
        queuedDate: "2026-10-02T11:41:00Z",
        lastAttempt: { date: "2026-10-02T11:41:01.500Z", status: 500, answer: "no" },
        body: '{"id":"a"}',
      },
    ]);
    const given = await registry.do("deliveries", webhookId, "--status", "given_up", "--limit", "1");
    expect(given.stdout).toMatch(/^EVENT .*\na +given_up +1 +2026-10-02T11:41:00Z +500\n$/);
    expect(await registry.asked("replay", webhookId, "--event", "b")).toEqual({ replayed: 1 });
    expect(await registry.asked("replay", webhookId, "--given-up")).toEqual({ replayed: 1 });
    expect(await registry.asked("replay", webhookId, "--given-up")).toEqual({ replayed: 0 });
    const pending = await registry.asked<{ deliveries: { eventId: string }[] }>(
      "deliveries",
      webhookId,
      "--status",
      "pending",
    );
    expect(pending.deliveries.map(({ eventId }) => eventId)).toEqual(["c", "b", "a"]);
    for (const [args, code, message] of [
      [["replay", webhookId, "--event", "c"], 1, "has no delivery c that has ended"],
      [["replay", webhookId], 2, "Name one event with --event, or give --given-up"],
      [["deliveries", webhookId, "--status", "lost"], 2, "'lost' is not a status of a delivery"],
      [["deliveries", webhookId, "--limit", "1001"], 2, "from 1 to 1000"],
    ] as const) {
      const refused = await registry.do(...args);
      expect([refused.code, refused.stderr]).toEqual([code, expect.stringContaining(message)]);
    }
  });
});
