/** Who did what no account did: the operator, on the database. No account may have this name. */
export const OPERATOR = "operator";

/** The same, by a command whose name is kept with what it wrote. */
export const BY_IMPORT = "admin import";
export const BY_GENERATE = "admin generate";

/** The registry itself, where it decides a review by its rules. */
export const AUTOMATIC_REVIEW = "automatic review";

const OPERATORS: readonly string[] = [OPERATOR, BY_IMPORT, BY_GENERATE];

export function isOperator(by: string): boolean {
  return OPERATORS.includes(by);
}

/** Can who did something be an account, of those that are there or of those that were? No account's name has a blank. */
export function mayBeAccount(by: string): boolean {
  return by !== OPERATOR && !by.includes(" ");
}
