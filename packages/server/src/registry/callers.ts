import type { BrandDetails, Caller, CallerIdDetails, Department } from "@callmark/contract";
import { brands } from "./brands.ts";
import { callerIds } from "./caller-ids.ts";
import { detailsOf } from "./envelope.ts";
import { pathsOfPictures } from "./images.ts";
import type { AccessChanged, Missing } from "./store.ts";

/** What is in force of a number: a caller ID, its brand, and the brand's logo. */
export interface CallerInForce {
  readonly orgId: string;
  readonly brandId: string;
  readonly callerId: string;
  /** The caller ID's JSON. */
  readonly body: string;
  /** The brand's JSON; absent where it has no version in force. */
  readonly brandBody?: string;
  /** The key of the image that the brand's logo shows, where it has one. */
  readonly logoKey?: string;
}

/** What the registry asks of a database about who calls; see `StoreOperations`. */
export interface CallerOperations {
  /** Whose number it is, by what is in force; of an org only its own and what is shared with it. */
  findCaller(input: {
    readonly accessRevision: number;
    readonly phoneNumber: string;
    /** The org that asks; absent for who may ask of all. */
    readonly orgId?: string;
  }): Promise<AccessChanged | Missing | (CallerInForce & { readonly outcome: "found" })>;
}

/** What a call shows, or `undefined` where there is no name to show. */
export function printCaller(
  { orgId, brandId, callerId, body, brandBody, logoKey }: CallerInForce,
  departments: ReadonlyMap<string, Pick<Department, "label">>,
): string | undefined {
  if (brandBody === undefined) return undefined;
  const { phoneNumber, department } = detailsOf<CallerIdDetails>(callerIds, body);
  // A brand may have been published before it had any details.
  const { displayNames = [] } = detailsOf<Partial<BrandDetails>>(brands, brandBody);
  const name = (displayNames.find(({ primary }) => primary) ?? displayNames[0])?.name;
  if (name === undefined) return undefined;
  const caller: Caller = {
    phoneNumber,
    name,
    displayNames,
    ...(department !== undefined && { department: { key: department, ...departments.get(department) } }),
    ...(logoKey !== undefined && { logo: pathsOfPictures(logoKey) }),
    orgId,
    brandId,
    callerId,
  };
  return JSON.stringify(caller);
}
