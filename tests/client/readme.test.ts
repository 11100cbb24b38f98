import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { RETRY_POLICY } from "@callmark/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pngOf } from "../../packages/server/test/pixels.ts";
import { sharedProgram } from "../support/program.ts";
import { addReviewer, freshNumber, newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);
const README = readFileSync(new URL("../../packages/client/README.md", import.meta.url), "utf8");
const TSC = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin/tsc");
const HERE = dirname(fileURLToPath(import.meta.url));

/** What the examples take as given. */
const GIVEN = `
declare global { var given: Given }
interface Given {
  baseUrl: string; clientId: string; clientSecret: string; orgId: string; brandId: string; phoneNumber: string;
  reviewerAccount: { clientId: string; clientSecret: string };
}
const given = JSON.parse(process.env.GIVEN ?? "") as Given;
const { baseUrl, clientId, clientSecret, orgId, brandId, phoneNumber, reviewerAccount } = given;
const logo = Uint8Array.from(Buffer.from(process.env.LOGO ?? "", "base64"));
void [baseUrl, clientId, clientSecret, orgId, brandId, phoneNumber, reviewerAccount, logo];
`;
const CLIENT = `
import * as client from "@callmark/client";
const callmark = new client.CallmarkClient({ baseUrl, clientId, clientSecret });
void callmark;
`;

const examples = [...README.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
const modules = examples.map((code) => {
  const hasClient = code.includes("const callmark =");
  return `${GIVEN}${hasClient ? "" : CLIENT}${code}\nexport {};\n`;
});

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(HERE, "readme-"));
  for (const [index, code] of modules.entries()) writeFileSync(join(folder, `${index}.ts`), code);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the README of the client", () => {
  test("has examples that compile", () => {
    expect(examples.length).toBeGreaterThan(8);
    const config = {
      extends: "../../../tsconfig.json",
      compilerOptions: { noUnusedLocals: false },
      include: ["*.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const ran = spawnSync(process.execPath, [TSC, "-p", folder, "--pretty", "false"], { encoding: "utf8" });
    expect(ran.stdout).toBe("");
  });

  test.each(modules.map((code, index) => [index, code] as const))(
    "has examples that run: %i",
    async (index) => {
      const { api, account } = await newWorld(program(), registry());
      const reviewer = await addReviewer(registry());
      const given = {
        baseUrl: program().url,
        clientId: account.clientId,
        clientSecret: account.secret,
        orgId: api.orgId,
        brandId: api.brandId,
        phoneNumber: freshNumber(),
        reviewerAccount: { clientId: reviewer.clientId, clientSecret: reviewer.secret },
      };
      // So that there is something to list, to be told of, and to decide.
      await api.create({ phoneNumber: freshNumber() });
      const ran = spawnSync(process.execPath, [join(folder, `${index}.ts`)], {
        encoding: "utf8",
        env: {
          ...process.env,
          GIVEN: JSON.stringify(given),
          LOGO: (await pngOf(1024, 1024)).toString("base64"),
        },
      });
      expect(ran.stderr.replace(/^\s*\^ .*$|^state==.*$/gm, "").trim()).toBe("");
      expect(ran.status).toBe(0);
    },
  );

  test("has the retry policy as it is", () => {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    const policy = RETRY_POLICY.map(({ after, of, step, because }) =>
      line([after, of.join(", "), step, because]),
    );
    const rows = README.split("\n");
    const head = rows.indexOf("| after | of | the client will | because |");
    expect(rows.slice(head + 2, head + 2 + policy.length + 1)).toEqual([...policy, ""]);
  });
});
