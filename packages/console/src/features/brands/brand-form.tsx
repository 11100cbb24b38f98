import type { BrandUrl, ValidationReport } from "@callmark/client";
import { Field, TextInput } from "../../shared/ui/field.tsx";
import { ReportNotes } from "../../shared/ui/report-notes.tsx";
import { Select } from "../../shared/ui/select.tsx";
import { brands } from "../../texts/brands.ts";
import styles from "./brand-form.module.css";
import { type Draft, type Keyed, keyed } from "./draft.ts";
import { notesAt, violationAt } from "./field-reports.ts";
import { FormLine, FormList } from "./form-list.tsx";

const { details: texts, urlTypes } = brands;

const URL_TYPES = (Object.entries(urlTypes) as [BrandUrl["type"], string][]).map(([value, label]) => ({
  value,
  label,
}));

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

export interface BrandFormProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  /** What the rules say of what was submitted last. */
  readonly reports: readonly ValidationReport[];
  /** The country of a brand that has one cannot be changed. */
  readonly isCountryFixed: boolean;
}

/** The details of a brand as fields, each with what the rules say of it. */
export function BrandForm({ draft, onChange, reports, isCountryFixed }: BrandFormProps) {
  const at = (path: string) => `$.brandDetails.${path}`;
  const error = (path: string) => violationAt(reports, at(path));
  const { displayNames, categories, urls } = draft;
  const region = regionOf(draft.country);
  return (
    <div className={styles.form}>
      <FormList
        title={texts.names}
        hint={texts.namesHint}
        error={error("displayNames")}
        add={texts.addName}
        onAdd={() => onChange({ ...draft, displayNames: [...displayNames, keyed({ name: "", locale: "" })] })}
      >
        {displayNames.map((item, index) => {
          const set = (change: Partial<typeof item>) =>
            onChange({ ...draft, displayNames: replaced(displayNames, item.key, change) });
          return (
            <FormLine
              key={item.key}
              what={item.name || texts.name}
              onRemove={
                displayNames.length > 1
                  ? () => onChange({ ...draft, displayNames: without(displayNames, item.key) })
                  : undefined
              }
              notes={<ReportNotes reports={notesAt(reports, at(`displayNames[${index}]`))} />}
            >
              <Field label={texts.name} error={error(`displayNames[${index}].name`)} className={styles.grow}>
                <TextInput value={item.name} onChange={({ target }) => set({ name: target.value })} />
              </Field>
              <Field
                label={texts.locale}
                error={error(`displayNames[${index}].locale`)}
                className={styles.locale}
              >
                <TextInput
                  value={item.locale}
                  placeholder="en-US"
                  onChange={({ target }) => set({ locale: target.value })}
                />
              </Field>
              <label className={styles.primary}>
                <input
                  type="radio"
                  name="primary-name"
                  checked={item.key === draft.primary}
                  onChange={() => onChange({ ...draft, primary: item.key })}
                />
                {texts.primary}
              </label>
            </FormLine>
          );
        })}
      </FormList>
      <FormList
        title={texts.categories}
        hint={texts.categoriesHint}
        error={error("categories")}
        add={texts.addCategory}
        onAdd={() => onChange({ ...draft, categories: [...categories, keyed({ text: "" })] })}
      >
        {categories.map((item, index) => (
          <FormLine
            key={item.key}
            what={item.text || texts.category(index + 1)}
            onRemove={
              categories.length > 1
                ? () => onChange({ ...draft, categories: without(categories, item.key) })
                : undefined
            }
          >
            <Field
              label={texts.category(index + 1)}
              error={error(`categories[${index}]`)}
              className={styles.grow}
            >
              <TextInput
                mono
                value={item.text}
                onChange={({ target }) =>
                  onChange({ ...draft, categories: replaced(categories, item.key, { text: target.value }) })
                }
              />
            </Field>
          </FormLine>
        ))}
      </FormList>
      <FormList
        title={texts.urls}
        hint={texts.urlsHint}
        error={error("urls")}
        add={texts.addUrl}
        onAdd={() => onChange({ ...draft, urls: [...urls, keyed({ url: "", type: unusedType(urls) })] })}
      >
        {urls.map((item, index) => {
          const set = (change: Partial<typeof item>) =>
            onChange({ ...draft, urls: replaced(urls, item.key, change) });
          return (
            <FormLine
              key={item.key}
              what={item.url || texts.url}
              onRemove={
                urls.length > 1 ? () => onChange({ ...draft, urls: without(urls, item.key) }) : undefined
              }
            >
              <Field label={texts.urlType} error={error(`urls[${index}].type`)} className={styles.kind}>
                <Select value={item.type} onChange={(type) => set({ type })} choices={URL_TYPES} />
              </Field>
              <Field label={texts.url} error={error(`urls[${index}].url`)} className={styles.grow}>
                <TextInput
                  type="url"
                  value={item.url}
                  placeholder="https://"
                  onChange={({ target }) => set({ url: target.value })}
                />
              </Field>
            </FormLine>
          );
        })}
      </FormList>
      <div className={styles.pair}>
        <Field
          label={texts.country}
          hint={isCountryFixed ? texts.countryFixed : (region ?? texts.countryHint)}
          error={error("countryCodes") ?? error("countryCodes[0]")}
        >
          <TextInput
            value={draft.country}
            maxLength={2}
            disabled={isCountryFixed}
            onChange={({ target }) => onChange({ ...draft, country: target.value.toUpperCase() })}
          />
        </Field>
        <Field label={texts.partnersId} hint={texts.partnersIdHint} error={error("partnersBrandId")}>
          <TextInput
            value={draft.partnersBrandId}
            onChange={({ target }) => onChange({ ...draft, partnersBrandId: target.value })}
          />
        </Field>
      </div>
    </div>
  );
}

function regionOf(code: string): string | undefined {
  return /^[A-Z]{2}$/.test(code) ? regions.of(code) : undefined;
}

function replaced<Item>(
  items: readonly Keyed<Item>[],
  key: number,
  change: Partial<Item>,
): readonly Keyed<Item>[] {
  return items.map((item) => (item.key === key ? { ...item, ...change } : item));
}

function without<Item>(items: readonly Keyed<Item>[], key: number): readonly Keyed<Item>[] {
  return items.filter((item) => item.key !== key);
}

function unusedType(urls: Draft["urls"]): BrandUrl["type"] {
  return URL_TYPES.find(({ value }) => urls.every(({ type }) => type !== value))?.value ?? "HOMEPAGE";
}
