import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { summaryOf } from "../../support/answer.ts";
import { bearer } from "../../support/api.ts";
import { send } from "../../support/client.ts";
import { sharedProgram } from "../../support/program.ts";
import { addReviewer, newWorld, sharedRegistry } from "../../support/world.ts";

const folder = mkdtempSync(join(tmpdir(), "callmark-departments-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "departments.json");
writeFileSync(
  file,
  JSON.stringify({
    "department.sales": { label: "Sales" },
    "department.bakery": { label: "Bakery", categories: ["dining"] },
    "department.general.support.service_center": { label: "Repairs" },
  }),
);
const program = sharedProgram({ environment: { CALLMARK_DEPARTMENTS_FILE: file } });
const registry = sharedRegistry(program);
const DEPARTMENTS = "/registry/v1/departments";

test("the departments are those documented and then the operator's, which may name a documented one otherwise", async () => {
  const { api } = await newWorld(program(), registry());
  const { status, text } = await api.call({ target: DEPARTMENTS });
  expect(status).toBe(200);
  expect(text).toBe(
    JSON.stringify({
      departments: [
        { key: "department.general.support.customer_service", label: "Customer Service" },
        { key: "department.general.support.service_center", label: "Repairs" },
        { key: "department.sales", label: "Sales" },
        { key: "department.bakery", label: "Bakery", categories: ["dining"] },
      ],
    }),
  );
});

test("they are read by HEAD as well, and by nothing else, with no parameter, and no longer than the token counts", async () => {
  const reviewer = await addReviewer(registry());
  const ask = (method: string, query = "") =>
    send(program().url, { method, target: DEPARTMENTS + query, headers: bearer(reviewer.token) });
  expect((await ask("HEAD")).status).toBe(200);
  const posted = await ask("POST");
  expect([summaryOf(posted), posted.headers.allow]).toEqual(["405 MethodNotAllowed", "GET, HEAD"]);
  expect(summaryOf(await ask("GET", "?limit=1"))).toBe("400 UnknownParameter");
  await registry().removeAccounts({ clientId: reviewer.clientId });
  expect(summaryOf(await ask("GET"))).toBe("401 Unauthorized");
});
