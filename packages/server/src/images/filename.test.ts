import fc from "fast-check";
import { expect, test } from "vitest";
import { filenameFault, keptFilename } from "./filename.ts";

test.each([
  ["logo.png", "logo.png"],
  ["Zürich Bürkli 東京.jpg", "Zürich Bürkli 東京.jpg"],
  ["../../../etc/passwd", "passwd"],
  ["C:\\Users\\me\\logo.png", "logo.png"],
  ["/", ""],
  ["..", ""],
  [".", ""],
  ["a/..", ""],
  [".htaccess", ".htaccess"],
  ["a\r\nset-cookie: x=1\r\n.png", "aset-cookie: x=1.png"],
  ["a\0b\u001b[31m.png", "ab[31m.png"],
  ["logo\u202egnp.exe", "logognp.exe"],
  ["\u200b\ufeff\u2028", ""],
  ["  logo.png  ", "logo.png"],
  ["<script>alert(1)</script>", "script>"],
  ["lone \ud800.png", "lone \ufffd.png"],
  [`${"x".repeat(300)}.png`, "x".repeat(255)],
  [`${"x".repeat(254)}\u{1f600}`, `${"x".repeat(254)}\ufffd`],
])("of %j is kept %j", (given, kept) => {
  expect(keptFilename(given)).toBe(kept);
});

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
  if (said === undefined) {
    expect(filenameFault(given)).toBeUndefined();
    expect(keptFilename(given)).toBe(given.trim());
  } else expect(filenameFault(given)).toContain(said);
});

test("whatever comes, what is kept is short, printable, no path, and kept as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (given) => {
      const kept = keptFilename(given);
      expect(kept.length).toBeLessThanOrEqual(255);
      expect(kept).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u);
      expect(kept.isWellFormed()).toBe(true);
      expect([".", ".."]).not.toContain(kept);
      expect(keptFilename(kept)).toBe(kept);
    }),
  );
});
