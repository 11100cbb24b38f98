import { expect, test } from "vitest";
import { phoneNumbersOf } from "../../packages/server/src/registry/phone-numbers.ts";
import { registryWith, run, start } from "./support.ts";

interface Generated {
  written: number;
  interrupted: boolean;
}
interface Body {
  id: string;
  createdDate: string;
  updatedDate: string;
  state: string;
  etag: string;
  callerIdDetails: { phoneNumber: string; department?: string };
}

const registryWithBrands = () => registryWith(["2001", "2002"]);

const generate = (brand: string, count: number, seed: string) => {
  return ["admin", "generate", "--brand", brand, "--count", String(count), "--seed", seed];
};

test("the same seed writes the same caller IDs, another one others", async () => {
  const dumps: string[][] = [];
  for (const seed of ["7", "7", "8"]) {
    using registry = await registryWithBrands();
    const generated = await registry.json(...generate("2001", 300, seed));
    expect(generated).toEqual({ orgId: "1001", brandId: "2001", seed, written: 300, interrupted: false });
    dumps.push(registry.dump());
  }
  expect(dumps[0]).toHaveLength(300);
  expect(dumps[1]).toEqual(dumps[0]);
  expect(dumps[2]?.filter((body) => dumps[0]?.includes(body))).toEqual([]);
});

test("they are distinct, valid and as a registry has them", async () => {
  using registry = await registryWithBrands();
  const { stdout, stderr, code } = await registry.run(...generate("2001", 2_000, "plausible"));
  expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  expect(stdout).toMatch(/^2,000 caller IDs written to brand 2001 in \d+ s\n$/);

  const all = registry.dump().map((body) => JSON.parse(body) as Body);
  const { allows } = phoneNumbersOf(["US"]);
  expect(all.filter((one) => !allows(one.callerIdDetails.phoneNumber))).toEqual([]);
  for (const key of ["id", "etag"] as const) expect(new Set(all.map((one) => one[key])).size).toBe(2_000);
  expect(new Set(all.map((one) => one.callerIdDetails.phoneNumber)).size).toBe(2_000);
  for (const one of all) {
    expect(one.etag).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const [created, updated] = [Date.parse(one.createdDate), Date.parse(one.updatedDate)];
    expect(created).toBeGreaterThanOrEqual(Date.parse("2024-10-01T00:00:00Z"));
    expect(updated).toBeGreaterThanOrEqual(created);
    expect(updated).toBeLessThan(Date.parse("2026-10-01T00:00:00Z"));
  }
  const states = Object.groupBy(all, (one) => one.state);
  expect(Object.keys(states).sort()).toEqual(["FAILED", "PROCESSING", "PUBLISHED", "REJECTED", "SUBMITTED"]);
  expect(states.PUBLISHED?.length).toBeGreaterThan(1_700);
  const departments = Object.groupBy(all, (one) => one.callerIdDetails.department ?? "none");
  expect(Object.keys(departments)).toHaveLength(3);
});

test("a seed that was used already says so and changes nothing, in whatever brand", async () => {
  using registry = await registryWithBrands();
  await registry.json(...generate("2001", 50, "7"));
  const before = registry.dump();
  for (const brand of ["2001", "2002"]) {
    const { code, stdout, stderr } = await registry.run(...generate(brand, 50, "7"));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(
      /^error: The registry has a number or an id of seed '7' already.*take another seed\n$/,
    );
  }
  expect(registry.dump()).toEqual(before);
  expect(await registry.json(...generate("2002", 50, "8"))).toMatchObject({ written: 50 });
});

test("more than the brand may have, with those that it has, is refused before anything is written", async () => {
  using registry = await registryWithBrands();
  const settings = { ...registry.settings, CALLMARK_CALLER_IDS_PER_BRAND: "50" };
  expect(await run(generate("2001", 30, "7"), { settings })).toMatchObject({ code: 0 });
  const { code, stderr } = await run(generate("2001", 21, "8"), { settings });
  expect(code).toBe(1);
  expect(stderr).toBe(
    "error: Brand 2001 may have 50 caller IDs (CALLMARK_CALLER_IDS_PER_BRAND) and has 30: 21 more are too many\n",
  );
  expect(registry.dump()).toHaveLength(30);
});

test("a registry that takes no numbers of the US is refused before anything is written", async () => {
  using registry = await registryWithBrands();
  const settings = { ...registry.settings, CALLMARK_COUNTRIES: "GB" };
  const { code, stderr } = await run(generate("2001", 5, "7"), { settings });
  expect(code).toBe(1);
  expect(stderr).toBe("error: Generated numbers are of the US, and CALLMARK_COUNTRIES is GB\n");
  expect(registry.dump()).toEqual([]);
});

test("an interrupt ends the batch, says how many are written, and leaves them whole", async () => {
  using registry = await registryWithBrands();
  const { child, ended } = start([...generate("2001", 150_000, "7"), "--json"], registry);
  while (registry.dump().length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
  child.kill("SIGINT");
  const { code, stdout } = await ended;
  const generated = JSON.parse(stdout) as Generated;
  expect(code).toBe(130);
  expect(generated.interrupted).toBe(true);
  expect(registry.dump()).toHaveLength(generated.written);
});
