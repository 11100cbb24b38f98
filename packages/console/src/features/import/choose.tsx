import { FileUp } from "lucide-react";
import { useState } from "react";
import { DropZone } from "../../shared/ui/drop-zone.tsx";
import { Field } from "../../shared/ui/field.tsx";
import { Select } from "../../shared/ui/select.tsx";
import { importing as texts } from "../../texts/import.ts";
import styles from "./choose.module.css";

/** How numbers are written in a file. */
export type Country = keyof typeof texts.countries;

const COUNTRIES = (Object.entries(texts.countries) as [Country, string][]).map(([value, label]) => ({
  value,
  label,
}));

export interface ChooseProps {
  readonly country: Country;
  readonly onCountry: (country: Country) => void;
  readonly onFile: (file: File) => void;
}

/** Takes a file that is dropped or chosen. */
export function Choose({ country, onCountry, onFile }: ChooseProps) {
  const [problem, setProblem] = useState<string>();
  const take = (file: File | undefined) => {
    setProblem(file === undefined ? texts.unreadable : undefined);
    if (file !== undefined) onFile(file);
  };
  return (
    <>
      <DropZone
        icon={FileUp}
        texts={texts}
        needs={texts.formats}
        accept={{
          "text/csv": [".csv"],
          "text/plain": [".txt"],
          "application/x-ndjson": [".ndjson", ".jsonl"],
        }}
        problem={problem}
        size="large"
        onFile={take}
      />
      <Field label={texts.country} className={styles.country}>
        <Select value={country} onChange={onCountry} choices={COUNTRIES} />
      </Field>
      <section>
        <h2 className={styles.how}>{texts.how.title}</h2>
        <ol className={styles.steps}>
          {texts.how.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
    </>
  );
}
