import { readFileSync } from "node:fs";
import Type from "typebox";
import { Compile } from "typebox/compile";
import { SettingsError, settingFailure } from "../settings-error.ts";
import documented from "./departments.json" with { type: "json" };

const SETTING = "CALLMARK_DEPARTMENTS_FILE";

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
 * JSON object of the same form as `departments.json`. Throws an error that names setting and file.
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
  const value = parsed(textOf(file), file);
  if (!catalogue.Check(value)) {
    const [first] = catalogue.Errors(value);
    throw new SettingsError(
      `${SETTING}: ${file} is not of the form {"<key>": {"label": "<text>", "categories"?: ["<category>"]}}: ` +
        `${first?.instancePath || "it"} ${first?.message}`,
    );
  }
  return value;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw settingFailure(SETTING, error);
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsError(`${SETTING}: ${file} is not JSON: ${(error as Error).message}`);
  }
}
