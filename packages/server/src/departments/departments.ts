import { readFileSync } from "node:fs";
import Type from "typebox";
import { Compile } from "typebox/compile";
import documented from "./departments.json" with { type: "json" };

const Catalogue = Type.Record(
  Type.String({ pattern: "^[\\x21-\\x7e]{1,200}$" }),
  Type.Object(
    {
      label: Type.String({ minLength: 1, maxLength: 100 }),
      categories: Type.Optional(
        Type.Array(Type.String({ pattern: "^[a-z0-9_]+(\\.[a-z0-9_]+)*$", maxLength: 200 }), {
          minItems: 1,
          maxItems: 1_000,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  { additionalProperties: false },
);

export interface Department {
  readonly label: string;
  /** The categories of brands that may show it, each with all below it; absent where any brand may. */
  readonly categories?: readonly string[];
}
export type Departments = ReadonlyMap<string, Department>;

const catalogue = Compile(Catalogue);

/**
 * The departments that a caller ID may have: the two that Apple documents, and those of the operator's file, a
 * JSON object of the same form as `departments.json`. Throws an `Error` whose message names the file.
 */
export function loadDepartments(file?: string): Departments {
  const own = file === undefined ? {} : readCatalogue(file);
  return new Map(Object.entries({ ...documented, ...own }));
}

/** The categories of the departments that are limited to some. */
export function departmentCategories(departments: Departments): Record<string, readonly string[]> {
  return Object.fromEntries(
    [...departments].flatMap(([key, { categories }]) =>
      categories === undefined ? [] : [[key, categories]],
    ),
  );
}

function readCatalogue(file: string): Type.Static<typeof Catalogue> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`The department catalogue ${file} cannot be read: ${(error as Error).message}`);
  }
  if (!catalogue.Check(value)) {
    const [first] = catalogue.Errors(value);
    throw new Error(
      `The department catalogue ${file} is not of the form {"<key>": {"label": "<text>", "categories"?: ["<category>"]}}: ` +
        `${first?.instancePath || "it"} ${first?.message}`,
    );
  }
  return value;
}
