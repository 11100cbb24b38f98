/*
 * What must compile, and what must not: `tsc` reads this file, and types.test.ts sees that it looks. Each line below an
 * `@ts-expect-error` is one that a user must not get past the compiler.
 */
import type * as Contract from "@callmark/contract";
import type { Static } from "typebox";
import {
  type Accepted,
  type AccessToken,
  type Account,
  and,
  type BrandAsset,
  type BrandAssetDetails,
  type BrandDetails,
  type Caller,
  type CallerId,
  type CallerIdDetails,
  type CallmarkClient,
  type Delivery,
  type ErrorObject,
  eq,
  type Feedback,
  type Filter,
  ge,
  gt,
  type HistoryStep,
  type ImageMetadata,
  isIn,
  matches,
  type Notification,
  ne,
  notIn,
  or,
  type Page,
  type Partner,
  type State,
  type Summary,
  type ValidationReport,
  type Version,
  type Webhook,
} from "../src/index.ts";

/** A type whose lists and members may not be written to. */
type Frozen<Value> = Value extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: Frozen<Value[Name]> }
    : Value;
/** `true` where each of two types can stand for the other. */
type Same<One, Other> = [One] extends [Frozen<Other>]
  ? [Frozen<Other>] extends [One]
    ? true
    : false
  : false;
const holds = <_Claim extends true>(): void => {};

export function theTypesOfTheContract(): void {
  holds<Same<CallerIdDetails, Contract.CallerIdDetails>>();
  holds<Same<BrandDetails, Contract.BrandDetails>>();
  holds<Same<BrandAssetDetails, Contract.BrandAssetDetails>>();
  holds<Same<ErrorObject, Contract.ErrorObject>>();
  holds<Same<ValidationReport, Contract.ValidationReport>>();
  holds<Same<State, Static<typeof Contract.StateSchema>>>();
  // callmark knows all of it; other servers need not.
  holds<Same<Required<ImageMetadata>, Contract.ImageMetadata>>();
  type NotificationPage = Static<typeof Contract.NotificationPage>;
  holds<Same<Notification, NotificationPage["data"][number]>>();
  type FeedbackPage = Static<typeof Contract.FeedbackPage>;
  holds<Same<Feedback, FeedbackPage["data"][number]>>();
  holds<Same<Account, Contract.Account>>();
  holds<Same<Caller, Contract.Caller>>();
  holds<Same<Summary, Contract.Summary>>();
  holds<Same<Partner, Contract.Partner>>();
  holds<Same<HistoryStep, Contract.HistoryItem>>();
  holds<Same<Webhook, Contract.Webhook>>();
  holds<Same<Delivery, Contract.Delivery>>();
  type AnyVersion = Static<typeof Contract.VersionPage>["data"][number];
  // A brand without details is written otherwise there.
  type Versions = Version<CallerId> | Version<BrandAsset>;
  holds<Same<Versions, Exclude<AnyVersion, { readonly brandDetails: object }>>>();

  // @ts-expect-error: the comparison sees a member more
  holds<Same<CallerIdDetails & { readonly more: string }, Contract.CallerIdDetails>>();
  // @ts-expect-error: and one less
  holds<Same<Omit<BrandAssetDetails, "intent">, Contract.BrandAssetDetails>>();
}

export async function lists(client: CallmarkClient): Promise<void> {
  const place = { orgId: "1", brandId: "2" };
  const { list } = client.callerIds(place);
  list({ where: and(eq("state", "PUBLISHED"), gt("createdDate", new Date()), ne("id", "3")) });
  list({
    where: or(isIn("state", ["REJECTED", "FAILED"]), matches("callerIdDetails.phoneNumber", "+1800*")),
  });
  list({ where: "state==PUBLISHED" });
  list({ where: undefined, after: undefined });
  client.brands(place).list({ where: eq("brandDetails.categories", "dining") });
  client.brandAssets(place).list({ where: notIn("brandAssetDetails.intent", ["COVER_PHOTO"]) });
  client.delegatedBrands(place).list({ where: and(eq("orgId", "1"), eq("state", "PUBLISHED")) });
  client
    .feedback(place)
    .list({ where: and(eq("type", "VALIDATION_FAILURE"), ge("createdDate", "2026-10-02T11:41:00Z")) });
  const oneOf = (field: "state" | "id", dated: "createdDate" | "updatedDate") => {
    list({ where: and(eq(field, "PUBLISHED"), isIn(field, ["FAILED"]), gt(dated, new Date())) });
    // @ts-expect-error: what an id may be need be no state
    eq(field, "9467");
    // @ts-expect-error: nor one of several
    isIn(field, ["PUBLISHED", "9467"]);
  };
  oneOf("id", "createdDate");
  const many: readonly Filter<"id" | "state">[] = [eq("id", "1"), eq("state", "FAILED")];
  list({ where: and(...many) });

  // @ts-expect-error: a field of another resource
  list({ where: eq("brandDetails.categories", "dining") });
  // @ts-expect-error: a field of another resource, inside
  list({ where: and(eq("state", "PUBLISHED"), or(eq("id", "1"), eq("brandAssetDetails.imageId", "2"))) });
  // @ts-expect-error: caller IDs are not filtered by their org
  list({ where: eq("orgId", "1") });
  // @ts-expect-error: notifications are not filtered by state
  client.notifications(place).list({ where: eq("state", "PUBLISHED") });
  // @ts-expect-error: no field at all
  eq("callerIdDetails.number", "+18005555555");
  // @ts-expect-error: no state
  eq("state", "published");
  // @ts-expect-error: no states, one of them
  isIn("state", ["PUBLISHED", "DONE"]);
  // @ts-expect-error: an id is no number
  eq("id", 9467);
  // @ts-expect-error: a text is no date
  eq("callerIdDetails.department", new Date());
  // @ts-expect-error: states have no order
  gt("state", "PUBLISHED");
  // @ts-expect-error: dates have no list
  isIn("createdDate", [new Date()]);
  // @ts-expect-error: dates have no pattern
  matches("createdDate", "2026*");
  // @ts-expect-error: ids have no pattern
  matches("id", "94*");
  // @ts-expect-error: text is no filter inside another
  and(eq("id", "1"), "state==PUBLISHED");
  // @ts-expect-error: no parameter of a list
  list({ ql: "state==PUBLISHED" });
  // @ts-expect-error: a page has a size, not a text
  list({ limit: "100" });
  // @ts-expect-error: nothing counts notifications
  client.notifications(place).list().total();
}

export async function writes(client: CallmarkClient, token: AccessToken): Promise<void> {
  const callerIds = client.callerIds({ orgId: "1", brandId: "2" });
  const created: Accepted<CallerId> = await callerIds.create({ phoneNumber: "+18005555555" });
  const updated = await callerIds.update(created, { phoneNumber: "+18005555555", department: "d" });
  await callerIds.delete(updated);
  for await (const page of callerIds.list().pages())
    await callerIds.delete((page satisfies Page<CallerId>).data[0] ?? updated);
  const brand = await client.brands({ orgId: "1" }).get("2");
  brand.brandDetails.displayNames?.[0]?.name satisfies string | undefined;

  // @ts-expect-error: the etag cannot be forgotten
  await callerIds.update({ id: "3" }, { phoneNumber: "+18005555555" });
  // @ts-expect-error: an id alone is not what is deleted
  await callerIds.delete("3");
  // @ts-expect-error: a caller ID has a number
  await callerIds.create({ department: "d" });
  // @ts-expect-error: and nothing that the wire does not know
  await callerIds.create({ phoneNumber: "+18005555555", name: "Acme" });
  // @ts-expect-error: brands have no brand above them
  client.brands({ orgId: "1", brandId: 2 });
  // @ts-expect-error: caller IDs do
  client.callerIds({ orgId: "1" });
  // @ts-expect-error: what is read is not written to
  created.callerIdDetails.phoneNumber = "+18005555556";
  // @ts-expect-error: a rejection names its rule
  await client.reviews().reject({ resourceType: "BRAND", brandId: "1", id: "1", etag: token.value }, {});
  // @ts-expect-error: reviews have no filter
  client.reviews().list({ where: "state==SUBMITTED" });
}
