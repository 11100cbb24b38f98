import type { Brand, CallerId } from "@callmark/client";
import { DEMO } from "../support/demo.ts";
import type { World } from "./world.ts";

let last = 0;

/** A number that no test has had before. */
export function freshNumber(): string {
  last += 1;
  return `+1800333${String(last).padStart(4, "0")}`;
}

/** A brand of its own in the demo's first organization, with details that nothing is wrong with. */
export function newBrand(world: World, name: string): Promise<Brand> {
  return world
    .client()
    .brands(DEMO)
    .create({
      categories: ["shopping.shipping_center"],
      countryCodes: ["US"],
      displayNames: [{ name, locale: "en-US", primary: true }],
      urls: [{ url: "https://example.com/", type: "HOMEPAGE" }],
    });
}

/** A caller ID of the demo's first brand that waits for its review. */
export function newCallerId(world: World): Promise<CallerId> {
  return world.client().callerIds(DEMO).create({ phoneNumber: freshNumber() });
}

/** The address of a page of a brand. */
export function pageOf(brandId: string, page: string): string {
  return `/orgs/${DEMO.orgId}/brands/${brandId}/${page}`;
}

/** A number as people read it. */
export function read(number: string): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "+1 $1 $2 $3");
}
