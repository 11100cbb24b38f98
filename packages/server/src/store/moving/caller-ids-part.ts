import { type CallerIdDetails, callerIdSchemas, type State } from "@callmark/contract";
import Type from "typebox";
import { callerIds as kind } from "../../registry/caller-ids.ts";
import { countChanges } from "../counts.ts";
import { type WholeResource, writeMany } from "../operations/write-resource.ts";
import { idOf, sortKey } from "../schema.ts";
import { compile, parameter as p } from "../statement.ts";
import { type Key, momentOf, part, Unexpected } from "./part.ts";

interface Line {
  /** As the wire shows it. */
  readonly callerId: {
    readonly orgId: string;
    readonly brandId: string;
    readonly id: string;
    readonly createdDate: string;
    readonly updatedDate: string;
    readonly state: State;
    readonly etag: string;
    readonly callerIdDetails: CallerIdDetails;
  };
  readonly inForce: boolean;
  readonly createdBy: string;
  readonly updatedBy: string;
}

/** Caller IDs as the wire shows them, and what it does not show. What they hold and count follows from that. */
export const callerIds = part({
  name: "callerId",
  table: "caller_ids",
  isSecret: false,
  rows: (db) =>
    compile(
      db
        .selectFrom("caller_ids")
        .select(["brand_id", "deleted", "created", "id", "in_force", "body", "created_by", "updated_by"])
        .where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple("brand_id", "deleted", "created", "id"),
            ">",
            tuple(p("after0"), p<number>("after1"), p<number>("after2"), p("after3")),
          ),
        )
        .orderBy("brand_id")
        .orderBy("deleted")
        .orderBy("created")
        .orderBy("id")
        .limit(p<number>("limit")),
    ),
  start: ["", 0, 0, ""],
  keyOfRow: ({ brand_id, deleted, created, id }) => [brand_id, deleted, created, id],
  print: ({ body, in_force, created_by, updated_by }) => {
    const rest = JSON.stringify({ inForce: in_force === 1, createdBy: created_by, updatedBy: updated_by });
    return `{"callerId":${body},${rest.slice(1)}`;
  },
  shape: () =>
    Type.Object(
      {
        callerId: callerIdSchemas.resource,
        inForce: Type.Boolean(),
        createdBy: Type.String(),
        updatedBy: Type.String(),
      },
      { additionalProperties: false },
    ),

  read({ callerId, inForce, createdBy, updatedBy }: Line): WholeResource {
    const { id, orgId, brandId, state, etag } = callerId;
    if (state === "PUBLISHED" && !inForce) throw new Unexpected("inForce true where the state is PUBLISHED");
    if (state === "DELETED" && inForce) throw new Unexpected("inForce false where the state is DELETED");
    return {
      id,
      collection: { orgId, parentId: brandId },
      created: momentOf(callerId.createdDate),
      updated: momentOf(callerId.updatedDate),
      state,
      etag,
      details: kind.arrange(callerId.callerIdDetails),
      inForce,
      createdBy,
      updatedBy,
    };
  },

  keyOf: ({ id, collection, state, created }): Key => {
    return [sortKey(collection.parentId), state === "DELETED" ? 1 : 0, created, sortKey(id)];
  },
  parent: {
    what: "brand of its org",
    key: ({ collection: { orgId, parentId } }) => `${orgId}/${parentId}`,
    async isThere(tx, { collection: { orgId, parentId } }) {
      const brand = await tx.get(tx.dialect.statements.access.findBrand, { brandId: sortKey(parentId) });
      return brand !== undefined && idOf(brand.org_id) === orgId;
    },
  },
  unique: "an id in its brand, a number among those that are not deleted, and a number that it holds alone",

  async write(tx, all) {
    await writeMany(tx, "callerId", all);
    const byBrand = Map.groupBy(all, ({ collection }) => sortKey(collection.parentId));
    for (const [parentId, ofBrand] of byBrand) {
      const byState: Partial<Record<State, number>> = {};
      for (const { state } of ofBrand) byState[state] = (byState[state] ?? 0) + 1;
      await countChanges(tx, "callerId", parentId, byState);
    }
  },
});
