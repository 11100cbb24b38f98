import { Forbidden, InvalidFilter, NotFound } from "@callmark/client";
import { Plus } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { count } from "../../shared/format/count.ts";
import { useMedia, useNarrow } from "../../shared/hooks/use-media.ts";
import { useLocation, useSearch } from "../../shared/navigation/navigation.ts";
import { paths } from "../../shared/navigation/paths.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { DataTable, type TableHandle } from "../../shared/ui/data-table.tsx";
import { FailedLine } from "../../shared/ui/failed-line.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { overPage, part } from "../../shared/ui/part.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import styles from "./caller-ids-page.module.css";
import { COLUMNS, FEW_COLUMNS, NARROW_COLUMNS } from "./columns.tsx";
import { CopyAs } from "./copy-as.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { NO_CHIPS, readChips, writeChips } from "./filter-model.ts";
import { Nothing } from "./nothing.tsx";
import { PanelWaiting } from "./panel/panel-waiting.tsx";
import { QlBar } from "./ql-bar.tsx";
import { useRows } from "./use-rows.ts";
import { useTableActions } from "./use-table-actions.ts";

const Panel = part(() => import("./panel/panel.tsx").then(({ Panel }) => Panel), {
  ...overPage(({ onClose }) => onClose),
  waiting: ({ onClose }) => <PanelWaiting onClose={onClose} />,
});
const CreateDialog = part(
  () => import("./create-dialog.tsx").then(({ CreateDialog }) => CreateDialog),
  overPage(({ onClose }) => onClose),
);

/** The caller IDs of a brand, with one of them open beside them. */
export function CallerIdsPage({ orgId, brandId }: BrandPlace) {
  const { ql, open } = useSearch();
  const [, navigate] = useLocation();
  const session = useSession();
  const place = useMemo(() => ({ orgId, brandId }), [orgId, brandId]);
  const { walk, state, fresh, refresh } = useRows(place, ql);
  const [marked, setMarked] = useState(0);
  const [creating, setCreating] = useState(false);
  const table = useRef<TableHandle>(null);
  const editor = useRef<{ focus(): void }>(null);
  const narrow = useNarrow();
  const roomy = useMedia("(min-width: 1400px)");

  const { total, loaded, wanted, isPending, error } = state;
  // Of a brand that is another's, nothing is offered.
  const isOurs = !(error instanceof Forbidden || error instanceof NotFound);
  const canWrite = session.canWrite && isOurs;

  const show = (id: string | undefined) =>
    navigate(paths.callerIds(place, { ql, open: id }), { replace: open !== undefined });
  const filter = (next: string) => {
    setMarked(0);
    table.current?.scrollToTop();
    navigate(paths.callerIds(place, { ql: next, open }));
  };
  /** What is open moves with the mark. */
  const mark = (index: number) => {
    setMarked(index);
    const row = walk?.rowAt(index);
    if (open !== undefined && row !== undefined) show(row.id);
  };
  useTableActions({
    table,
    step: (by) => table.current?.move(by),
    onFilter: () => editor.current?.focus(),
    ...(canWrite && { onCreate: () => setCreating(true) }),
  });

  // The mark goes where a link, or what was made, has led.
  const openedAt = open === undefined ? undefined : walk?.indexOf(open);
  useEffect(() => {
    if (openedAt !== undefined) setMarked(openedAt);
  }, [openedAt]);

  // Before it is seen, so that no key goes astray.
  useLayoutEffect(() => table.current?.takeFocus(), []);

  const onDrawn = useCallback((_first: number, last: number) => walk?.want(last), [walk]);
  const invalid = error instanceof InvalidFilter ? error : undefined;
  const chips = readChips(ql ?? "");

  return (
    <div className={styles.split}>
      <section className={styles.list} aria-label={texts.title}>
        <Page
          title={texts.title}
          aside={isPending || (error !== undefined && loaded === 0) ? undefined : count(total)}
          actions={
            <>
              {!narrow && isOurs && <CopyAs place={place} ql={ql} total={total} />}
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
                met={walk?.departments ?? []}
                onChange={(next) => filter(writeChips(next))}
              />
            )}
            <QlBar
              ref={editor}
              ql={ql ?? ""}
              fault={invalid && { position: invalid.position ?? 0, message: invalid.message }}
              onApply={filter}
              onLeave={() => table.current?.takeFocus()}
            />
          </div>
          {!isPending && error === undefined && loaded < wanted && (
            <progress className={styles.progress} value={loaded} max={wanted} aria-label={texts.loading} />
          )}
          {error !== undefined && total > 0 && (
            <div className={styles.failed}>
              <FailedLine title={texts.restFailed} error={error} onRetry={() => walk?.retry()} />
            </div>
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
              onMark={mark}
              onOpen={({ id }) => show(id)}
              isOpen={({ id }) => id === open}
              isFresh={({ id }) => fresh.has(id)}
              narrow={narrow}
            />
          )}
        </Page>
      </section>
      {open !== undefined && (
        <Panel
          key={open}
          place={place}
          id={open}
          listed={openedAt === undefined ? undefined : walk?.rowAt(openedAt)}
          onClose={() => show(undefined)}
          onChanged={() => void refresh([open])}
        />
      )}
      {creating && (
        <CreateDialog
          place={place}
          onClose={() => setCreating(false)}
          onCreated={(id) => {
            setCreating(false);
            void refresh([id]);
            show(id);
          }}
        />
      )}
    </div>
  );
}
