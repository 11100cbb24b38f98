import { DateTime, Etag, Id } from "@callmark/contract";
import Type, { type Static } from "typebox";
import { codesOf, RESOURCE_TYPES } from "../../registry/events.ts";
import { printInstant } from "../../registry/instant.ts";
import type { KindName } from "../../registry/store.ts";
import { imageOfVersion } from "../operations/versions.ts";
import { idOf, sortKey } from "../schema.ts";
import { compile, parameter as p } from "../statement.ts";
import { isThere } from "./access-parts.ts";
import { momentOf, type Parent, part } from "./part.ts";

/* Who brands are shared with, what was in force, what waits for its review, and what happened. */

const strict = { additionalProperties: false };
const limit = p<number>("limit");
const Kind = Type.Enum(["callerId", "brand", "brandAsset"]);

type Line<Name extends string, Members> = { readonly [_ in Name]: Members };

const ofBrand: Parent<{ readonly brandId: string }> = {
  what: "brand",
  key: ({ brandId }) => brandId,
  isThere: (tx, { brandId }) => isThere(tx, tx.dialect.statements.access.findBrand, { brandId }),
};

const Delegation = Type.Object({ orgId: Id, brandId: Id, partnerOrgId: Id, createdDate: DateTime }, strict);

export const delegations = part({
  name: "delegation",
  table: "delegations",
  isSecret: false,
  rows: (db) =>
    compile(
      db
        .selectFrom("delegations")
        .select(["brand_id", "partner_org_id", "org_id", "created"])
        .where(({ eb, refTuple, tuple }) =>
          eb(refTuple("brand_id", "partner_org_id"), ">", tuple(p("after0"), p("after1"))),
        )
        .orderBy("brand_id")
        .orderBy("partner_org_id")
        .limit(limit),
    ),
  start: ["", ""],
  keyOfRow: ({ brand_id, partner_org_id }) => [brand_id, partner_org_id],
  print: ({ brand_id, partner_org_id, org_id, created }) =>
    JSON.stringify({
      delegation: {
        orgId: idOf(org_id),
        brandId: idOf(brand_id),
        partnerOrgId: idOf(partner_org_id),
        createdDate: printInstant(created),
      },
    }),
  shape: () => Type.Object({ delegation: Delegation }, strict),
  read: ({ delegation }: Line<"delegation", Static<typeof Delegation>>) => ({
    orgId: sortKey(delegation.orgId),
    brandId: sortKey(delegation.brandId),
    partnerId: sortKey(delegation.partnerOrgId),
    now: momentOf(delegation.createdDate),
  }),
  keyOf: ({ brandId, partnerId }) => [brandId, partnerId],
  parent: {
    what: "brand, of that org, and org that it is shared with",
    key: ({ orgId, brandId, partnerId }) => `${orgId}/${brandId}/${partnerId}`,
    async isThere(tx, { orgId, brandId, partnerId }) {
      const { findBrand, findOrg } = tx.dialect.statements.access;
      const brand = await tx.get(findBrand, { brandId });
      return brand?.org_id === orgId && (await isThere(tx, findOrg, { orgId: partnerId }));
    },
  },
  write: async (tx, all) => tx.append(tx.dialect.statements.brands.share, all),
});

const version = {
  brandId: Id,
  kind: Kind,
  id: Id,
  etag: Etag,
  fromDate: DateTime,
  toDate: Type.Optional(DateTime),
  body: Type.Record(Type.String(), Type.Unknown()),
};
const Version = Type.Object(version, strict);

export const versions = part({
  name: "version",
  table: "versions",
  isSecret: false,
  rows: (db) =>
    compile(
      db
        .selectFrom("versions")
        .selectAll()
        .where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple("brand_id", "kind", "id", "etag"),
            ">",
            tuple(p("after0"), p<KindName>("after1"), p("after2"), p("after3")),
          ),
        )
        .orderBy("brand_id")
        .orderBy("kind")
        .orderBy("id")
        .orderBy("etag")
        .limit(limit),
    ),
  start: ["", "", "", ""],
  keyOfRow: ({ brand_id, kind, id, etag }) => [brand_id, kind, id, etag],
  print: ({ brand_id, kind, id, etag, began, ended, body }) => {
    const members = {
      brandId: idOf(brand_id),
      kind,
      id: idOf(id),
      etag,
      fromDate: printInstant(began),
      ...(ended !== null && { toDate: printInstant(ended) }),
    };
    return `{"version":${JSON.stringify(members).slice(0, -1)},"body":${body}}}`;
  },
  shape: () => Type.Object({ version: Version }, strict),
  read({ version: one }: Line<"version", Static<typeof Version>>) {
    const body = JSON.stringify(one.body);
    return {
      brandId: sortKey(one.brandId),
      kind: one.kind,
      id: sortKey(one.id),
      etag: one.etag,
      began: momentOf(one.fromDate),
      ended: one.toDate === undefined ? null : momentOf(one.toDate),
      body,
      imageId: imageOfVersion(one.kind, body),
    };
  },
  keyOf: ({ brandId, kind, id, etag }) => [brandId, kind, id, etag],
  parent: ofBrand,
  write: async (tx, all) => tx.append(tx.dialect.statements.reviews.keepVersion, all),
});

const Review = Type.Object(
  {
    orgId: Id,
    brandId: Id,
    kind: Kind,
    id: Id,
    etag: Etag,
    submittedDate: DateTime,
    dueDate: DateTime,
    attempts: Type.Integer({ minimum: 0 }),
  },
  strict,
);

/** Who had taken one is left out: it may be taken again once its lease has ended. */
export const reviews = part({
  name: "review",
  table: "reviews",
  isSecret: false,
  rows: (db) =>
    compile(
      db
        .selectFrom("reviews")
        .selectAll()
        .where(({ eb, refTuple, tuple }) =>
          eb(refTuple("brand_id", "kind", "id"), ">", tuple(p("after0"), p<KindName>("after1"), p("after2"))),
        )
        .orderBy("brand_id")
        .orderBy("kind")
        .orderBy("id")
        .limit(limit),
    ),
  start: ["", "", ""],
  keyOfRow: ({ brand_id, kind, id }) => [brand_id, kind, id],
  print: ({ brand_id, kind, id, org_id, etag, submitted, due, attempts }) =>
    JSON.stringify({
      review: {
        orgId: idOf(org_id),
        brandId: idOf(brand_id),
        kind,
        id: idOf(id),
        etag,
        submittedDate: printInstant(submitted),
        dueDate: printInstant(due),
        attempts,
      },
    }),
  shape: () => Type.Object({ review: Review }, strict),
  read: ({ review }: Line<"review", Static<typeof Review>>) => ({
    orgId: sortKey(review.orgId),
    brandId: sortKey(review.brandId),
    kind: review.kind,
    id: sortKey(review.id),
    etag: review.etag,
    submitted: momentOf(review.submittedDate),
    due: momentOf(review.dueDate),
    attempts: review.attempts,
    takenBy: null,
  }),
  keyOf: ({ brandId, kind, id }) => [brandId, kind, id],
  parent: ofBrand,
  write: async (tx, all) => tx.append(tx.dialect.statements.reviews.add, all),
});

const Event = Type.Object(
  {
    orgId: Id,
    brandId: Id,
    createdDate: DateTime,
    id: Type.String(),
    type: Type.String(),
    resourceType: Type.Enum(Object.values(RESOURCE_TYPES)),
    resourceId: Id,
    etag: Etag,
    state: Type.String(),
    details: Type.Record(Type.String(), Type.Unknown()),
  },
  strict,
);

/** Where an event stood among those of all orgs is left out: who follows them begins anew in another registry. */
export const events = part({
  name: "event",
  table: "events",
  isSecret: false,
  rows: (db) =>
    compile(
      db
        .selectFrom("events")
        .selectAll()
        .where(({ eb, refTuple, tuple }) =>
          eb(refTuple("org_id", "created", "id"), ">", tuple(p("after0"), p<number>("after1"), p("after2"))),
        )
        .orderBy("org_id")
        .orderBy("created")
        .orderBy("id")
        .limit(limit),
    ),
  start: ["", 0, ""],
  keyOfRow: ({ org_id, created, id }) => [org_id, created, id],
  print: (row) => {
    const members = {
      orgId: idOf(row.org_id),
      brandId: idOf(row.brand_id),
      createdDate: printInstant(row.created),
      id: row.id,
      type: row.type,
      resourceType: row.resource_type,
      resourceId: idOf(row.resource_id),
      etag: row.etag,
      state: row.state,
    };
    return `{"event":${JSON.stringify(members).slice(0, -1)},"details":${row.details}}}`;
  },
  shape: () => Type.Object({ event: Event }, strict),
  read: ({ event }: Line<"event", Static<typeof Event>>) => ({
    orgId: sortKey(event.orgId),
    brandId: sortKey(event.brandId),
    created: momentOf(event.createdDate),
    id: event.id,
    type: event.type,
    resourceType: event.resourceType,
    resourceId: sortKey(event.resourceId),
    etag: event.etag,
    state: event.state,
    codes: JSON.stringify(codesOf(event.details)),
    details: JSON.stringify(event.details),
  }),
  keyOf: ({ orgId, created, id }) => [orgId, created, id],
  write: async (tx, all) => tx.append(tx.dialect.statements.events.add, all),
});
