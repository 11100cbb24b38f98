import type { State } from "@callmark/contract";
import { sql } from "kysely";
import Type, { type TSchema } from "typebox";
import type { Collection, KindName } from "../../registry/store.ts";
import { countChanges } from "../counts.ts";
import { STORED_KINDS } from "../kinds/index.ts";
import { type WholeResource, writeMany } from "../operations/write-resource.ts";
import { sortKey } from "../schema.ts";
import { compile, parameter as p } from "../statement.ts";
import { TABLES } from "../tables.ts";
import { type Key, momentOf, type Parent, type Part, part, Unexpected } from "./part.ts";

/** A resource as the wire shows it. */
interface Body extends Readonly<Record<string, unknown>> {
  readonly orgId: string;
  readonly brandId?: string;
  readonly id: string;
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly state: State;
  readonly etag: string;
}

/** What the wire does not show. */
interface Hidden {
  readonly inForce: boolean;
  readonly createdBy: string;
  readonly updatedBy: string;
  readonly blocked?: boolean;
}

interface Added extends WholeResource {
  readonly blocked?: boolean;
}

type Line = Readonly<Record<string, Body>> & Hidden;

interface Described {
  readonly kind: KindName;
  /** The resource as the wire shows it. */
  readonly shape: TSchema;
  readonly parent: Parent<WholeResource>;
  readonly unique: string;
  /** May an operator block one? */
  readonly canBeBlocked?: true;
}

/** The resources of a kind, as the wire shows them, and what it does not show. What they hold and count follows. */
export function resourcePart({ kind, shape, parent, unique, canBeBlocked }: Described): Part {
  const stored = STORED_KINDS[kind];
  const table = TABLES[kind].name as "caller_ids";
  const column = TABLES[kind].parent as "brand_id";
  return part({
    name: kind,
    table,
    isSecret: false,
    rows: (db) =>
      compile(
        db
          .selectFrom(table)
          .select([`${column} as parent_id`, "deleted", "created", "id", "in_force", "body"])
          .select(["created_by", "updated_by"])
          .select(sql<number>`${canBeBlocked === true ? sql.ref("blocked") : sql.lit(0)}`.as("blocked"))
          .where(({ eb, refTuple, tuple }) =>
            eb(
              refTuple(column, "deleted", "created", "id"),
              ">",
              tuple(p("after0"), p<number>("after1"), p<number>("after2"), p("after3")),
            ),
          )
          .orderBy(column)
          .orderBy("deleted")
          .orderBy("created")
          .orderBy("id")
          .limit(p<number>("limit")),
      ),
    start: ["", 0, 0, ""],
    keyOfRow: ({ parent_id, deleted, created, id }) => [parent_id, deleted, created, id],
    print: ({ body, in_force, created_by, updated_by, blocked }) => {
      const hidden: Hidden = {
        inForce: in_force === 1,
        createdBy: created_by,
        updatedBy: updated_by,
        ...(canBeBlocked === true && { blocked: blocked === 1 }),
      };
      return `{"${kind}":${body},${JSON.stringify(hidden).slice(1)}`;
    },
    shape: () =>
      Type.Object(
        {
          [kind]: shape,
          inForce: Type.Boolean(),
          createdBy: Type.String(),
          updatedBy: Type.String(),
          ...(canBeBlocked === true && { blocked: Type.Boolean() }),
        },
        { additionalProperties: false },
      ),

    read(line: Line): Added {
      const { inForce, createdBy, updatedBy } = line;
      const body = line[kind] as Body;
      const { id, orgId, brandId, state, etag } = body;
      if (state === "PUBLISHED" && !inForce) {
        throw new Unexpected("inForce true where the state is PUBLISHED");
      }
      if (state === "DELETED" && inForce) throw new Unexpected("inForce false where the state is DELETED");
      return {
        id,
        collection: { orgId, parentId: brandId ?? orgId },
        created: momentOf(body.createdDate),
        updated: momentOf(body.updatedDate),
        state,
        etag,
        details: stored.kind.arrange(body[stored.kind.detailsMember]),
        inForce,
        createdBy,
        updatedBy,
        ...(line.blocked === true && { blocked: true }),
      };
    },

    keyOf: ({ id, collection, state, created }): Key => {
      return [sortKey(collection.parentId), state === "DELETED" ? 1 : 0, created, sortKey(id)];
    },
    parent,
    unique,

    async write(tx, all) {
      await writeMany(tx, kind, all);
      for (const { id } of all.filter(({ blocked }) => blocked)) {
        await tx.run(tx.dialect.statements.brands.block, { id: sortKey(id), blocked: 1 });
      }
      const byParent = Map.groupBy(all, ({ collection }) => sortKey(collection.parentId));
      for (const [parentId, ofParent] of byParent) {
        const byState: Partial<Record<State, number>> = {};
        for (const { state } of ofParent) byState[state] = (byState[state] ?? 0) + 1;
        await countChanges(tx, kind, parentId, byState);
      }
    },
  });
}

export const placeOf = ({ orgId, parentId }: Collection): string => `${orgId}/${parentId}`;
