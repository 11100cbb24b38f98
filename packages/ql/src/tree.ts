/** The eight operators; their aliases `>` `>=` `<` `<=` are read as `=gt=` `=ge=` `=lt=` `=le=`. */
export type Operator = "==" | "!=" | "=gt=" | "=ge=" | "=lt=" | "=le=" | "=in=" | "=out=";

/** An unescaped `*`, which stands for some run of characters, none included. */
export interface Star {
  readonly star: true;
  readonly position: number;
}

/** A value as text pieces and stars in order: no two pieces touch, none is empty, and `''` has no parts. */
export interface Argument {
  readonly parts: readonly (string | Star)[];
  /** Where the value begins, with its quote. */
  readonly position: number;
}

export interface Comparison {
  readonly kind: "comparison";
  readonly selector: string;
  /** Where the selector begins. */
  readonly position: number;
  readonly operator: Operator;
  readonly operatorPosition: number;
  /** One argument, or the list of an `=in=` or `=out=`. */
  readonly arguments: readonly Argument[];
}

/** Two or more operands, none of the same kind as their parent: `(a;b);c` and `a;b;c` are one tree. */
export interface Logical {
  readonly kind: "and" | "or";
  readonly operands: readonly Filter[];
}

/** What `parse` gives; every position counts UTF-16 code units of the text from 0. */
export type Filter = Comparison | Logical;
