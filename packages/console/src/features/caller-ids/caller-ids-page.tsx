import { InvalidFilter } from "@callmark/client";
import { CloudAlert, ListFilter, Phone, Plus } from "lucide-react";
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useActions } from "../../shared/actions/actions.ts";
import { count } from "../../shared/format/count.ts";
import { sayProblem } from "../../shared/format/problem.ts";
import { useMedia, useNarrow } from "../../shared/hooks/use-media.ts";
import { useLocation, useSearch } from "../../shared/navigation/navigation.ts";
import { paths } from "../../shared/navigation/paths.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { DataTable, type TableHandle } from "../../shared/ui/data-table.tsx";
import { EmptyState } from "../../shared/ui/empty-state.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import { common } from "../../texts/common.ts";
import styles from "./caller-ids-page.module.css";
import { COLUMNS, FEW_COLUMNS, NARROW_COLUMNS } from "./columns.tsx";
import { CopyAs } from "./copy-as.tsx";
import { departmentsWith } from "./departments.ts";
import { FilterChips } from "./filter-chips.tsx";
import { NO_CHIPS, readChips, writeChips } from "./filter-model.ts";
import { QlBar } from "./ql-bar.tsx";
import { useRows } from "./use-rows.ts";

const Panel = lazy(() => import("./panel/panel.tsx").then(({ Panel }) => ({ default: Panel })));
const CreateDialog = lazy(() =>
  import("./create-dialog.tsx").then(({ CreateDialog }) => ({ default: CreateDialog })),
);

/** The caller IDs of a brand, with one of them open beside them. */
export function CallerIdsPage({ orgId, brandId }: BrandPlace) {
  const { ql, open } = useSearch();
  const [, navigate] = useLocation();
  const { canWrite } = useSession();
  const place = useMemo(() => ({ orgId, brandId }), [orgId, brandId]);
  const { walk, state, fresh, refresh } = useRows(place, ql);
  const [marked, setMarked] = useState(0);
  const [creating, setCreating] = useState(false);
  const table = useRef<TableHandle>(null);
  const editor = useRef<{ focus(): void }>(null);
  const narrow = useNarrow();
  const roomy = useMedia("(min-width: 1180px)");

  const show = (id: string | undefined) =>
    navigate(paths.callerIds(place, { ql, open: id }), { replace: open !== undefined });
  const filter = (next: string) => {
    setMarked(0);
    navigate(paths.callerIds(place, { ql: next, open }));
  };
  const step = (by: number | "first" | "last") => {
    table.current?.move(by);
    if (open === undefined || typeof by !== "number") return;
    const row = walk?.rowAt(Math.max(0, marked + by));
    if (row !== undefined) show(row.id);
  };
  useActions([
    {
      id: "filter",
      label: texts.keys.filter,
      group: texts.keys.group,
      keys: "/",
      run: () => editor.current?.focus(),
    },
    {
      id: "next",
      label: texts.keys.next,
      group: texts.keys.group,
      keys: "j",
      keysOnly: true,
      run: () => step(1),
    },
    {
      id: "back",
      label: texts.keys.previous,
      group: texts.keys.group,
      keys: "k",
      keysOnly: true,
      run: () => step(-1),
    },
    {
      id: "first",
      label: texts.keys.first,
      group: texts.keys.group,
      keys: "Home",
      keysOnly: true,
      run: () => step("first"),
    },
    {
      id: "last",
      label: texts.keys.last,
      group: texts.keys.group,
      keys: "End",
      keysOnly: true,
      run: () => step("last"),
    },
    {
      id: "open",
      label: texts.keys.open,
      group: texts.keys.group,
      keys: "Enter",
      keysOnly: true,
      run: () => table.current?.open(),
    },
    canWrite && {
      id: "create",
      label: texts.create,
      group: texts.keys.group,
      keys: "c",
      run: () => setCreating(true),
    },
  ]);

  const onDrawn = useCallback((_first: number, last: number) => walk?.want(last), [walk]);
  const { total, loaded, wanted, isPending, error } = state;
  const invalid = error instanceof InvalidFilter ? error : undefined;
  const departments = departmentsWith(walk?.departments ?? []);
  const chips = readChips(ql ?? "");

  return (
    <div className={styles.split}>
      <section className={styles.list} aria-label={texts.title}>
        <Page
          title={texts.title}
          aside={isPending || (error !== undefined && loaded === 0) ? undefined : count(total)}
          actions={
            <>
              {!narrow && <CopyAs place={place} ql={ql} />}
              {canWrite && (
                <Button
                  tone="primary"
                  icon={<Plus size={15} />}
                  onClick={() => setCreating(true)}
                  {...(narrow && { square: true, "aria-label": texts.create })}
                >
                  {!narrow && texts.create}
                </Button>
              )}
            </>
          }
        >
          <div className={styles.filter}>
            {chips !== undefined && (
              <FilterChips
                chips={chips}
                departments={departments}
                onChange={(next) => filter(writeChips(next))}
              />
            )}
            <QlBar
              ref={editor}
              ql={ql ?? ""}
              fault={invalid && { position: invalid.position ?? 0, message: invalid.message }}
              onApply={filter}
            />
          </div>
          {!isPending && loaded < wanted && (
            <progress className={styles.progress} value={loaded} max={wanted} aria-label={texts.loading} />
          )}
          {total === 0 && !isPending ? (
            <Nothing
              error={error}
              isFiltered={ql !== undefined}
              canWrite={canWrite}
              onClear={() => filter(writeChips(NO_CHIPS))}
              onRetry={() => walk?.retry()}
              onCreate={() => setCreating(true)}
            />
          ) : (
            <DataTable
              ref={table}
              label={texts.table}
              columns={narrow ? NARROW_COLUMNS : open !== undefined && !roomy ? FEW_COLUMNS : COLUMNS}
              count={isPending ? 24 : total}
              rowAt={walk?.rowAt ?? (() => undefined)}
              version={loaded}
              onDrawn={onDrawn}
              marked={marked}
              onMark={setMarked}
              onOpen={({ id }) => show(id)}
              isOpen={({ id }) => id === open}
              isFresh={({ id }) => fresh.has(id)}
              narrow={narrow}
            />
          )}
        </Page>
      </section>
      <Suspense>
        {open !== undefined && (
          <Panel
            key={open}
            place={place}
            id={open}
            departments={departments}
            onClose={() => show(undefined)}
            onChanged={() => void refresh([open])}
          />
        )}
        {creating && (
          <CreateDialog
            place={place}
            departments={departments}
            onClose={() => setCreating(false)}
            onCreated={(id) => {
              setCreating(false);
              void refresh([id]);
              show(id);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

interface NothingProps {
  readonly error: unknown;
  readonly isFiltered: boolean;
  readonly canWrite: boolean;
  readonly onClear: () => void;
  readonly onRetry: () => void;
  readonly onCreate: () => void;
}

function Nothing({ error, isFiltered, canWrite, onClear, onRetry, onCreate }: NothingProps) {
  const clear = <Button onClick={onClear}>{texts.nothing.clear}</Button>;
  if (error instanceof InvalidFilter) {
    return (
      <EmptyState icon={<ListFilter size={20} />} title={texts.refused.title} actions={clear}>
        {texts.refused.text}
      </EmptyState>
    );
  }
  if (error !== undefined) {
    return (
      <EmptyState
        icon={<CloudAlert size={20} />}
        title={texts.failed}
        actions={<Button onClick={onRetry}>{common.retry}</Button>}
      >
        {sayProblem(error)}
      </EmptyState>
    );
  }
  if (isFiltered) {
    return (
      <EmptyState icon={<ListFilter size={20} />} title={texts.nothing.title} actions={clear}>
        {texts.nothing.text}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Phone size={20} />}
      title={texts.empty.title}
      actions={
        canWrite && (
          <Button tone="primary" icon={<Plus size={15} />} onClick={onCreate}>
            {texts.create}
          </Button>
        )
      }
    >
      {canWrite ? texts.empty.text : texts.empty.reader}
    </EmptyState>
  );
}
