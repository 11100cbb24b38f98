import { afterAll, beforeAll, describe } from "vitest";
import { findChromium } from "./browser.ts";
import { accessibility } from "./suites/accessibility.ts";
import { changing } from "./suites/changing.ts";
import { failing } from "./suites/failing.ts";
import { filtering } from "./suites/filtering.ts";
import { firstLoad } from "./suites/first-load.ts";
import { looks } from "./suites/looks.ts";
import { scrolling } from "./suites/scrolling.ts";
import { session } from "./suites/session.ts";
import { World } from "./world.ts";

const chromium = findChromium();
if (chromium === undefined) {
  console.warn(
    "tests/console: skipped, as this machine has no Chromium (CHROMIUM_PATH, or apt-get install chromium)",
  );
}

// One registry and one browser for all: each suite opens pages of its own.
describe.skipIf(chromium === undefined)("the console in a browser", () => {
  let world: World | undefined;
  beforeAll(async () => {
    world = await World.start(chromium ?? "");
  }, 120_000);
  afterAll(() => world?.[Symbol.asyncDispose]());
  const started = () => {
    if (world === undefined) throw new Error("Nothing has been started");
    return world;
  };

  describe("first load", firstLoad);
  describe("session", () => session(started));
  describe("filters", () => filtering(started));
  describe("150,000 rows", () => scrolling(started));
  describe("failures", () => failing(started));
  describe("changes", () => changing(started));
  describe("looks", () => looks(started));
  describe("accessibility", () => accessibility(started));
});
