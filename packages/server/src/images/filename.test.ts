import fc from "fast-check";
import { expect, test } from "vitest";
import { filenameFault } from "./filename.ts";

test.each([
  ["logo.png", undefined],
  ["Zürich Bürkli 東京.jpg", undefined],
  [".htaccess", undefined],
  ["  logo.png  ", undefined],
  ["", undefined],
  ["<script>", undefined],
  ["x".repeat(255), undefined],
  ["../../../etc/passwd", "'/'"],
  ["C:\\Users\\me\\logo.png", "'/' or"],
  ["..", "'..'"],
  [".", "'.'"],
  ["a\r\nset-cookie: x=1\r\n.png", "printed"],
  ["a\0b.png", "printed"],
  ["logo\u202egnp.exe", "printed"],
  ["lone \ud800.png", "printed"],
  ["x".repeat(256), "255 characters"],
])("%j is refused, or not: %j", (given, said) => {
  if (said === undefined) expect(filenameFault(given)).toBeUndefined();
  else expect(filenameFault(given)).toContain(said);
});

test("whatever comes, what is taken is short, printable and no path", () => {
  const sign = fc.constantFrom("a", ".", "/", "\\", "\0", "\u202e", "\ud800", " ", "é");
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: sign }), fc.string({ unit: "binary", maxLength: 400 })),
      (given) => {
        const isRight =
          given.length <= 255 &&
          !/[/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(given) &&
          given.isWellFormed() &&
          given !== "." &&
          given !== "..";
        expect(filenameFault(given) === undefined).toBe(isRight);
      },
    ),
  );
});
