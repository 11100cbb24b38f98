import type { BrandDetails } from "@callmark/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { summaryOf } from "../support/answer.ts";
import type { Api } from "../support/api.ts";
import { type Brand, brandDetails, brandOf, brandsAt, brandsOf, reviewed } from "../support/brands.ts";
import { sharedProgram } from "../support/program.ts";
import { newWorld, sharedRegistry } from "../support/world.ts";

const program = sharedProgram();
const registry = sharedRegistry(program);

/** Brands by a letter each: categories, names, country. */
const BRANDS: Readonly<Record<string, [categories: string[], names: string[], country: string]>> = {
  a: [["dining.cafe"], ["Alpha"], "US"],
  b: [["dining.cafe", "shopping"], ["Beta", "Bêta"], "US"],
  c: [["shopping.books"], ["Gamma", "Alpha"], "CA"],
  d: [["shopping"], ["100% [Pure] \\ *"], "CA"],
  e: [["dining"], ['Say "hi", O\'Neil'], "GB"],
};

let api: Api;
let brands: Readonly<Record<string, Brand>>;
let bare: Brand;
beforeAll(async () => {
  api = (await newWorld(program(), registry())).api;
  bare = brandOf(await brandsAt(api).get(api.brandId));
  const made: [string, Brand][] = [];
  for (const [letter, [categories, names, country]] of Object.entries(BRANDS)) {
    const details: BrandDetails = brandDetails({
      categories,
      countryCodes: [country],
      displayNames: names.map((name) => ({ name, locale: "en" })),
    });
    made.push([letter, brandOf(await brandsAt(api).create(details))]);
  }
  brands = Object.fromEntries(made);
  const { a } = brands;
  if (a !== undefined) await reviewed(registry(), "brand", api, a);
});

/** The letters of what a filter finds, in the order of the alphabet; `-` is the bare brand. */
async function found(ql: string): Promise<string> {
  const { data, total } = brandsOf(await brandsAt(api).find(ql));
  const letters = data.map(({ id }) => {
    return id === bare.id ? "-" : Object.keys(BRANDS).find((letter) => brands[letter]?.id === id);
  });
  expect(total).toBe(data.length);
  return letters.sort().join("");
}

const categories = "brandDetails.categories";
const countries = "brandDetails.countryCodes";
const name = "brandDetails.displayNames.name";

describe("filters", () => {
  test.each([
    [`${categories}==dining.cafe`, "ab"],
    [`${categories}!=dining.cafe`, "-cde"],
    [`${categories}==shopping`, "bd"],
    [`${categories}=in=(dining,shopping)`, "bde"],
    [`${categories}=out=(dining,shopping)`, "-ac"],
    [`${categories}==dining*`, "abe"],
    [`${categories}==*.*`, "abc"],
    [`${categories}!=*.*`, "-de"],
    [`${categories}!=shopping*`, "-ae"],
    [`${categories}==dining.cafe;${categories}==shopping`, "b"],
    [`${countries}==US`, "ab"],
    [`${countries}!=US`, "-cde"],
    [`${countries}=in=(US,GB)`, "abe"],
    [`${countries}=out=(US,GB)`, "-cd"],
    [`${countries}==*A`, "cd"],
    [`${countries}==us`, ""],
    [`${name}==Alpha`, "ac"],
    [`${name}!=Alpha`, "-bde"],
    [`${name}==*eta`, "b"],
    [`${name}==B*ta`, "b"],
    [`${name}==Bêta`, "b"],
    [`${name}==*a`, "abc"],
    [`${name}!=*a`, "-de"],
    [`${name}=in=(Beta,Gamma)`, "bc"],
    [`${name}=out=(Beta,Gamma)`, "-ade"],
    [`${name}=='100% [Pure] \\\\ \\*'`, "d"],
    [`${name}=='100%*'`, "d"],
    [`${name}=='*"hi"*'`, "e"],
    [`${name}=="*O'Neil"`, "e"],
    [`${name}==_____`, ""],
    [`${name}=='Alpha","Gamma'`, ""],
    [`${name}==''`, ""],
    [`${name}!=''`, "-abcde"],
    [`${name}==*`, "abcde"],
    [`${name}!=*`, "-"],
    [`${name}==Alpha;${countries}==CA`, "c"],
    [`${name}==Alpha,${countries}==GB`, "ace"],
    ["state==SUBMITTED", "-bcde"],
    ["state==PUBLISHED", "a"],
    ["state!=PUBLISHED", "-bcde"],
    ["state==DELETED", ""],
    ["createdDate=gt=2020-01-01T00:00:00Z", "-abcde"],
    ["updatedDate=lt=2020-01-01T00:00:00Z", ""],
  ])("%s finds %j", async (ql, letters) => {
    expect(await found(ql)).toBe(letters);
  });

  test("by id and by the dates that are shown", async () => {
    const { b, c } = brands;
    expect(await found(`id==${b?.id}`)).toBe("b");
    expect(await found(`id=in=(${b?.id},${c?.id})`)).toBe("bc");
    expect(await found(`id!=${b?.id}`)).toBe("-acde");
    expect(await found(`createdDate==${b?.createdDate};id=in=(${b?.id},${c?.id})`)).toContain("b");
    expect(await found(`updatedDate=ge=${c?.updatedDate};id=in=(${b?.id},${c?.id})`)).toContain("c");
  });

  test.each([
    "brandDetails.urls.url==x",
    "brandDetails.partnersBrandId==x",
    "orgId==1",
    "callerIdDetails.department==x",
    `${categories}=gt=a`,
    "metadata==x",
  ])("%s is no filter of brands", async (ql) => {
    expect(summaryOf(await brandsAt(api).find(ql))).toBe("400 InvalidQuery");
  });
});

describe("pages", () => {
  test("a walk over a dozen brands shows each once, newest first, whatever is added meanwhile", async () => {
    const at = (await newWorld(program(), registry())).api;
    const made: string[] = [at.brandId];
    for (let count = 0; count < 12; count += 1) {
      made.push(brandOf(await brandsAt(at).create(brandDetails())).id);
    }
    const seen: string[] = [];
    const totals: number[] = [];
    for (let target: string | undefined = `${brandsAt(at).path}?limit=5`; target !== undefined; ) {
      const { data, pagination, total } = brandsOf(await at.call({ target }));
      seen.push(...data.map(({ id }) => id));
      totals.push(total);
      target = pagination.next;
      await brandsAt(at).create(brandDetails());
    }
    expect(seen).toEqual([...made].reverse());
    expect(totals).toEqual([13, 14, 15]);
  });

  test("the walk of a filter repeats it; its cursor serves no other collection", async () => {
    const ql = `${categories}!=dining`;
    const path = brandsAt(api).path;
    const first = brandsOf(await brandsAt(api).list(`ql=${encodeURIComponent(ql)}&limit=2`));
    expect([first.data.length, first.total]).toEqual([2, 5]);
    expect(first.pagination.next).toMatch(`${path}?ql=brandDetails.categories!=dining&limit=2&after=`);
    const rest = brandsOf(await api.call({ target: first.pagination.next ?? "" }));
    expect(rest.total).toBe(5);
    const after = first.pagination.cursors?.after;
    const foreign = [
      `${path}?after=${after}`,
      `${path}?ql=${categories}!=shopping&after=${after}`,
      `${path}/${api.brandId}/assets?after=${after}`,
      `${path}/${api.brandId}/caller-ids?after=${after}`,
      `/api/v1/orgs/${api.orgId}/delegated-brands?ql=${categories}!=dining&after=${after}`,
    ];
    for (const target of foreign) {
      const { status } = await api.call({ target });
      expect([target, status]).toEqual([target, 400]);
    }
  });
});
