const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g;

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a scrape gave, in Prometheus' text form 0.0.4; throws where it is not of that form. */
export class Samples {
  readonly text: string;
  readonly #samples: readonly Sample[];

  constructor(text: string) {
    this.text = text;
    this.#samples = linesOf(text).map(sampleOf);
  }

  get names(): readonly string[] {
    return [...new Set(this.#samples.map(({ name }) => name))];
  }

  /** Over all samples of a name that have these labels. */
  sum(name: string, labels: Readonly<Record<string, string>>): number {
    return this.#samples
      .filter((sample) => sample.name === name)
      .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
      .reduce((sum, { value }) => sum + value, 0);
  }
}

/** The labels that metrics have. */
export function labelsOf(text: string, name: RegExp): ReadonlySet<string> {
  const samples = linesOf(text).map(sampleOf);
  return new Set(
    samples.filter((sample) => name.test(sample.name)).flatMap(({ labels }) => Object.keys(labels)),
  );
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "" && !/^# (HELP|TYPE) /.test(line));
}

function sampleOf(line: string): Sample {
  const [, name, labels = "", value] = SAMPLE.exec(line) ?? [];
  if (name === undefined || Number.isNaN(Number(value))) throw new Error(`This is no sample: ${line}`);
  const pairs = [...labels.matchAll(LABEL)].map(([, label = "", text = ""]) => [label, text]);
  return { name, labels: Object.fromEntries(pairs), value: Number(value) };
}
