import Type from "typebox";
import { Compile } from "typebox/compile";
import { expect, test } from "vitest";
import { expectShape } from "./lines.ts";

const check = (values: readonly string[], value: string) => () =>
  expectShape(7, Compile(Type.Object({ kind: Type.Enum([...values]) })), { kind: value });

test("a member that is none of a few values is told which they are", () => {
  expect(check(["brand", "callerId"], "brand")).not.toThrow();
  expect(check(["brand", "callerId"], "x")).toThrow(/^Line 7: \/kind must be one of brand, callerId$/);
});

test("of many values the first are named", () => {
  const many = Array.from({ length: 100 }, (_, index) => `value-${index}`);
  expect(check(many, "x")).toThrow(
    /^Line 7: \/kind must be one of value-0, (value-\d+, ){18}value-19 and 80 more$/,
  );
});
