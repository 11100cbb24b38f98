import { expect, vi } from "vitest";
import type { Program } from "../../support/program.ts";

/** Where the log of a program says that its metrics are served. */
export async function metricsUrl(program: Pick<Program, "log">): Promise<string> {
  const url = () => /"url":"(http:[^"]*)","msg":"metrics are served"/.exec(program.log())?.[1];
  return await vi.waitUntil(url, { timeout: 20_000 });
}

/** Asks for the metrics as Prometheus does. */
export async function scrape(url: string): Promise<Samples> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4(;|$)/);
  return new Samples(await response.text());
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const COMMENT = /^(# (HELP|TYPE) .*)?$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g;

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a scrape gave, in Prometheus' text form 0.0.4; throws where it is not of that form. */
class Samples {
  readonly text: string;
  readonly #samples: readonly Sample[];

  constructor(text: string) {
    this.text = text;
    this.#samples = text
      .split("\n")
      .filter((line) => !COMMENT.test(line))
      .map(sampleOf);
  }

  get names(): readonly string[] {
    return [...new Set(this.#samples.map(({ name }) => name))];
  }

  /** All labels, with their values, of the metrics with such names. */
  labels(name: RegExp): readonly (readonly [string, string])[] {
    const samples = this.#samples.filter((sample) => name.test(sample.name));
    return samples.flatMap(({ labels }) => Object.entries(labels));
  }

  /** Over all samples of a name that have these labels. */
  sum(name: string, labels: Readonly<Record<string, string>> = {}): number {
    return this.#samples
      .filter((sample) => sample.name === name)
      .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
      .reduce((sum, { value }) => sum + value, 0);
  }
}

function sampleOf(line: string): Sample {
  const [, name, labels = "", value] = SAMPLE.exec(line) ?? [];
  // Prometheus reads `Nan`, which the lag of a loop without a sample is, as it reads `NaN`.
  const isNumber = /^nan$/i.test(value ?? "") || !Number.isNaN(Number(value));
  if (name === undefined || !isNumber) throw new Error(`This is no sample: ${line}`);
  const pairs = [...labels.matchAll(LABEL)].map(([, label = "", text = ""]) => [label, text]);
  return { name, labels: Object.fromEntries(pairs), value: Number(value) };
}
