import type { State } from "@callmark/client";
import { useDepartments } from "../../shared/data/departments.tsx";
import { date } from "../../shared/format/date.ts";
import { useNow } from "../../shared/hooks/use-now.ts";
import { part } from "../../shared/ui/part.tsx";
import pill from "../../shared/ui/pill.module.css";
import { toneOf } from "../../shared/ui/pill.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import { states as stateTexts } from "../../texts/states.ts";
import { Chip, RestChip } from "./chip.tsx";
import styles from "./filter-chips.module.css";
import { type Chips, NO_DEPARTMENT, type Span } from "./filter-model.ts";

const NumberForm = part(() => import("./number-form.tsx").then(({ NumberForm }) => NumberForm));
const SpanForm = part(() => import("./span-form.tsx").then(({ SpanForm }) => SpanForm));
const Options = part(() => import("./options.tsx").then(({ Options }) => Options));

const STATES = Object.keys(stateTexts) as State[];

export interface FilterChipsProps {
  readonly chips: Chips;
  /** Departments that were met, which the catalogue need not have any more. */
  readonly met: Iterable<string>;
  readonly onChange: (chips: Chips) => void;
}

/** The filter as chips: state, department, number, dates, and what else the text says. */
export function FilterChips({ chips, met, onChange }: FilterChipsProps) {
  const now = useNow();
  const { keys, label } = useDepartments();
  const shownDepartment = (key: string) => (key === NO_DEPARTMENT ? texts.noDepartment : label(key));
  const set = (part: Partial<Chips>) => onChange({ ...chips, ...part });
  const spans = [
    ["created", texts.columns.created],
    ["updated", texts.columns.updated],
  ] as const;
  return (
    <div className={styles.chips}>
      <Chip
        name={texts.columns.state}
        value={chips.states.map((state) => stateTexts[state]).join(", ") || undefined}
        onRemove={() => set({ states: [] })}
      >
        {() => (
          <Options
            options={STATES}
            chosen={chips.states}
            onChange={(states) => set({ states: states as State[] })}
            label={(state) => (
              <span className={pill[toneOf(state)]} data-bare>
                <span className={pill.dot} aria-hidden /> {stateTexts[state as State]}
              </span>
            )}
          />
        )}
      </Chip>
      <Chip
        name={texts.columns.department}
        value={chips.departments.map(shownDepartment).join(", ") || undefined}
        onRemove={() => set({ departments: [] })}
      >
        {() => (
          <Options
            options={[...new Set([...keys, ...met, ...chips.departments].filter(isKey)), NO_DEPARTMENT]}
            chosen={chips.departments}
            onChange={(chosen) => {
              // Those with a department and those without one are no list of values.
              const none = chosen.at(-1) === NO_DEPARTMENT;
              set({ departments: none ? [NO_DEPARTMENT] : chosen.filter((key) => key !== NO_DEPARTMENT) });
            }}
            label={shownDepartment}
          />
        )}
      </Chip>
      <Chip
        name={texts.columns.number}
        value={chips.number || undefined}
        onRemove={() => set({ number: "" })}
      >
        {(close) => (
          <NumberForm
            value={chips.number}
            onApply={(number) => {
              close();
              set({ number });
            }}
          />
        )}
      </Chip>
      {spans.map(([part, name]) => (
        <Chip key={part} name={name} value={shownSpan(chips[part], now)} onRemove={() => set({ [part]: {} })}>
          {(close) => (
            <SpanForm
              value={chips[part]}
              onApply={(span) => {
                close();
                set({ [part]: span });
              }}
            />
          )}
        </Chip>
      ))}
      {chips.rest.map((text) => (
        <RestChip
          key={text}
          name={texts.filter.rest}
          value={text}
          onRemove={() => set({ rest: chips.rest.filter((each) => each !== text) })}
        />
      ))}
    </div>
  );
}

function isKey(department: string): boolean {
  return department !== NO_DEPARTMENT;
}

function shownSpan({ from, to }: Span, now: number): string | undefined {
  const near = (value: string) => date.near(value, now);
  if (from !== undefined && to !== undefined) return texts.filter.between(near(from), near(to));
  if (from !== undefined) return texts.filter.since(near(from));
  return to === undefined ? undefined : texts.filter.until(near(to));
}
