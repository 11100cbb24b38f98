import { hash } from "node:crypto";
import type { CallerIdDetails, State } from "@callmark/contract";
import { newId } from "../registry/ids.ts";
import type { Given } from "../registry/store.ts";
import { type Random, seededRandom } from "./random.ts";
import { US_NUMBERS, usNumber } from "./us-numbers.ts";

/** The moment that generated dates end at: a fixed one, so that a seed says the same on every day. */
const REFERENCE = Date.UTC(2026, 9, 1);
/** How far they go back: two years. */
const SPAN = REFERENCE - Date.UTC(2024, 9, 1);
/** How long a review takes at the most, in milliseconds: five days. */
const REVIEW = 5 * 24 * 3_600_000;

/** Out of a hundred. */
const STATES: readonly (readonly [State, number])[] = [
  ["PUBLISHED", 90],
  ["SUBMITTED", 4],
  ["REJECTED", 3],
  ["PROCESSING", 2],
  ["FAILED", 1],
];
const WITHOUT_DEPARTMENT = 0.3;

/**
 * Caller IDs as a registry might have them after two years, oldest first, distinct and valid in the US: the same ones
 * for the same seed (any text), count (up to `US_NUMBERS`) and departments (their keys).
 */
export function* plausibleCallerIds(
  seed: string,
  count: number,
  departments: readonly string[],
): Generator<Given<CallerIdDetails>> {
  const digest = hash("sha256", seed, "buffer");
  const start = digest.readUIntBE(0, 6) % US_NUMBERS;
  const random = seededRandom(digest.subarray(16));
  for (let index = 0; index < count; index += 1) {
    const id = newId((bytes) => random.bytes(bytes));
    const etag = uuidOf(random.bytes(16));
    const state = drawState(random);
    // In the order of time, as the database's key has it: written in any order it takes four times as long.
    const created = REFERENCE - SPAN + Math.floor(((index + random.fraction()) / count) * SPAN);
    const updated = drawUpdate(random, state, created);
    const phoneNumber = usNumber((start + index) % US_NUMBERS);
    const department = drawDepartment(random, departments);
    const details = department === undefined ? { phoneNumber } : { phoneNumber, department };
    yield { id, created, updated, state, etag, details };
  }
}

function drawState(random: Random): State {
  let drawn = random.fraction() * 100;
  for (const [state, share] of STATES) {
    drawn -= share;
    if (drawn < 0) return state;
  }
  return "PUBLISHED";
}

/** A submitted one was not touched since; another one was when its review moved it on. */
function drawUpdate(random: Random, state: State, created: number): number {
  const review = Math.floor(random.fraction() * Math.min(REVIEW, REFERENCE - 1 - created));
  return state === "SUBMITTED" ? created : created + review;
}

function drawDepartment(random: Random, departments: readonly string[]): string | undefined {
  const drawn = (random.fraction() - WITHOUT_DEPARTMENT) / (1 - WITHOUT_DEPARTMENT);
  return drawn < 0 ? undefined : departments[Math.floor(drawn * departments.length)];
}

/** 16 bytes as a UUID of version 4 (RFC 9562, 5.4). */
function uuidOf(bytes: Buffer): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  const part = (from: number, to: number) => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-${part(12, 16)}-${part(16, 20)}-${part(20, 32)}`;
}
