import { expect, test } from "vitest";
import { count, duration, progressBar } from "./progress.ts";

function screen(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  const terminal = { isTTY, write: (text: string) => written.push(text), ...(columns && { columns }) };
  return { written, terminal };
}

test("a terminal sees the share, the rate and the time that is left, on one line", () => {
  const { written, terminal } = screen(true);
  let now = 5_000;
  const bar = progressBar({ total: 150_000 }, terminal, () => now);
  now += 2_000;
  bar.update(50_000);
  bar.end();
  expect(written).toEqual([
    `\r${"░".repeat(24)} 0% 0 of 150,000, 0/s\u001b[K`,
    `\r${"█".repeat(8)}${"░".repeat(16)} 33% 50,000 of 150,000, 25,000/s, 4 s left\u001b[K`,
    "\r\u001b[K",
  ]);
});

test("it is redrawn ten times a second at the most, but always at the end", () => {
  const { written, terminal } = screen(true);
  let now = 0;
  const bar = progressBar({ total: 100 }, terminal, () => now);
  for (now = 1; now <= 100; now += 1) bar.update(now);
  expect(written).toHaveLength(2);
  expect(written[1]).toContain("100% 100 of 100, 1,000/s");
});

test("where nobody knows how many there are it shows how many are done, until it is told", () => {
  const { written, terminal } = screen(true);
  let now = 0;
  const bar = progressBar({}, terminal, () => now);
  now = 1_000;
  bar.update(500);
  now = 2_000;
  bar.update(1_000, 4_000);
  expect(written).toEqual([
    "\r0, 0/s\u001b[K",
    "\r500, 500/s\u001b[K",
    `\r${"█".repeat(6)}${"░".repeat(18)} 25% 1,000 of 4,000, 500/s, 6 s left\u001b[K`,
  ]);
});

test("a note stands behind it", () => {
  const { written, terminal } = screen(true);
  let now = 0;
  const bar = progressBar({ total: 4 }, terminal, () => now);
  now = 1_000;
  bar.update(2, undefined, ", 1 refused");
  expect(written[1]).toBe(
    `\r${"█".repeat(12)}${"░".repeat(12)} 50% 2 of 4, 2/s, 1 s left, 1 refused\u001b[K`,
  );
});

test.each([
  [80, `${"█".repeat(6)}${"░".repeat(6)} 50% 75,000 of 150,000, 15/s, 1 h 23 min left, 12 refused, 3 failed`],
  [70, "50% 75,000 of 150,000, 15/s, 1 h 23 min left, 12 refused, 3 failed"],
  [40, "50% 75,000 of 150,000, 15/s, 1 h 23 min"],
])("in %i columns it never wraps, and the bar gives way before what is said", (columns, line) => {
  const { written, terminal } = screen(true, columns);
  let now = 0;
  const bar = progressBar({ total: 150_000 }, terminal, () => now);
  now = 5_000_000;
  bar.update(75_000, undefined, ", 12 refused, 3 failed");
  expect(written[1]).toBe(`\r${line}\u001b[K`);
});

test("a terminal that says it has no columns counts as one of 80", () => {
  const { written, terminal } = screen(true);
  progressBar({ total: 150_000 }, { ...terminal, columns: 0 });
  expect(written).toEqual([`\r${"░".repeat(24)} 0% 0 of 150,000, 0/s\u001b[K`]);
});

test.each([
  ["what is no terminal", { total: 10 }, false],
  ["a machine that asked for JSON", { total: 10, quiet: true }, true],
])("%s sees nothing", (_, options, isTTY) => {
  const { written, terminal } = screen(isTTY);
  const bar = progressBar(options, terminal);
  bar.update(10);
  bar.end();
  expect(written).toEqual([]);
});

test.each([
  [0.2, "1 s"],
  [59.1, "1 min 0 s"],
  [185, "3 min 5 s"],
  [7_800, "2 h 10 min"],
])("%d seconds are %s", (seconds, text) => expect(duration(seconds)).toBe(text));

test("thousands are grouped", () => expect(count(1_234_567.8)).toBe("1,234,568"));
