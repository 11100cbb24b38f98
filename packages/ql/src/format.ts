import { unreservedEnd } from "./characters.ts";
import type { Argument, Filter, Operator } from "./tree.ts";

const SHORTEST: Readonly<Record<Operator, string>> = {
  "==": "==",
  "!=": "!=",
  "=gt=": ">",
  "=ge=": ">=",
  "=lt=": "<",
  "=le=": "<=",
  "=in=": "=in=",
  "=out=": "=out=",
};

/**
 * The shortest text that `parse` reads as the same tree (positions apart); equal trees give equal texts.
 *
 * @example format(parse("( a =gt= 1 ) and b == 'x'")) // "a>1;b==x"
 */
export function format(filter: Filter): string {
  switch (filter.kind) {
    case "comparison":
      return `${filter.selector}${SHORTEST[filter.operator]}${formatArguments(filter.arguments)}`;
    case "and":
      return filter.operands
        .map((operand) => (operand.kind === "or" ? `(${format(operand)})` : format(operand)))
        .join(";");
    case "or":
      return filter.operands.map(format).join(",");
  }
}

function formatArguments(values: readonly Argument[]): string {
  const texts = values.map(({ parts }) => (needsQuotes(parts) ? quoted(parts) : unquoted(parts)));
  return texts.length === 1 ? texts.join() : `(${texts.join(",")})`;
}

function needsQuotes(parts: Argument["parts"]): boolean {
  if (parts.length === 0) return true;
  return parts.some((part) => typeof part === "string" && unreservedEnd(part, 0) < part.length);
}

function unquoted(parts: Argument["parts"]): string {
  const texts = parts.map((part, index) => {
    if (typeof part !== "string") return "*";
    // A backslash stands for itself, except before a star (a wildcard's too) and before another backslash.
    const special = index + 1 < parts.length ? /\*|\\(?=[\\*]|$)/g : /\*|\\(?=[\\*])/g;
    return part.replace(special, "\\$&");
  });
  return texts.join("");
}

function quoted(parts: Argument["parts"]): string {
  const singleQuoted = quotedWith("'", /[\\*']/g, parts);
  const doubleQuoted = quotedWith('"', /[\\*"]/g, parts);
  return doubleQuoted.length < singleQuoted.length ? doubleQuoted : singleQuoted;
}

function quotedWith(quote: string, special: RegExp, parts: Argument["parts"]): string {
  const texts = parts.map((part) => (typeof part === "string" ? part.replace(special, "\\$&") : "*"));
  return `${quote}${texts.join("")}${quote}`;
}
