import { useQueryClient } from "@tanstack/react-query";
import { Plus, Store } from "lucide-react";
import { useState } from "react";
import { useActions } from "../../shared/actions/actions.ts";
import { calledAmongOthers, useKnownBrands } from "../../shared/data/brands.ts";
import { count } from "../../shared/format/count.ts";
import { useNarrow } from "../../shared/hooks/use-media.ts";
import { useRefreshOnEvents } from "../../shared/live/use-refresh.ts";
import { Link, useLocation } from "../../shared/navigation/navigation.ts";
import { paths } from "../../shared/navigation/paths.ts";
import { useSession } from "../../shared/session/session.ts";
import { BrandMark } from "../../shared/ui/brand-mark.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { EmptyState } from "../../shared/ui/empty-state.tsx";
import { Failed } from "../../shared/ui/failed.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { PageBody } from "../../shared/ui/page-body.tsx";
import { PageSkeleton } from "../../shared/ui/page-skeleton.tsx";
import { overPage, part } from "../../shared/ui/part.tsx";
import { StatePill } from "../../shared/ui/pill.tsx";
import { brands as texts } from "../../texts/brands.ts";
import styles from "./brands-page.module.css";

const CreateDialog = part(
  () => import("./create-dialog.tsx").then(({ CreateDialog }) => CreateDialog),
  overPage(({ onClose }) => onClose),
);

/** Every brand that the account may see. */
export function BrandsPage() {
  const { account, canWrite } = useSession();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const narrow = useNarrow();
  const { data: brands, error, refetch } = useKnownBrands();
  const [creating, setCreating] = useState(false);
  const { orgId = "" } = account;
  useRefreshOnEvents(orgId, [["known-brands"]]);
  useActions([
    canWrite && {
      id: "create-brand",
      label: texts.create,
      group: texts.group,
      keys: "c",
      run: () => setCreating(true),
    },
  ]);
  const create = (
    <Button
      tone="primary"
      icon={<Plus size={15} />}
      onClick={() => setCreating(true)}
      {...(narrow && { square: true, "aria-label": texts.create })}
    >
      {!narrow && texts.create}
    </Button>
  );
  return (
    <Page
      title={texts.title}
      aside={brands === undefined ? undefined : count(brands.length)}
      actions={canWrite && create}
    >
      {error !== null && brands === undefined && (
        <Failed title={texts.failed} error={error} onRetry={refetch} />
      )}
      {brands === undefined && error === null && <PageSkeleton />}
      {brands?.length === 0 && (
        <EmptyState
          icon={<Store size={20} />}
          title={texts.empty.title}
          actions={
            canWrite && (
              <Button tone="primary" icon={<Plus size={15} />} onClick={() => setCreating(true)}>
                {texts.create}
              </Button>
            )
          }
        >
          {canWrite ? texts.empty.text : texts.empty.reader}
        </EmptyState>
      )}
      {brands !== undefined && brands.length > 0 && (
        <PageBody width="wide">
          <ul className={styles.grid} aria-label={texts.table}>
            {brands.map((brand) => (
              <li key={brand.brandId} className={styles.brand}>
                <BrandMark place={brand} name={brand.name} size={44} />
                <div className={styles.words}>
                  <Link className={styles.name} href={paths.brand(brand, "details")}>
                    {calledAmongOthers(brand)}
                  </Link>
                  <span className={styles.owner}>{brand.sharedBy ?? texts.own}</span>
                </div>
                <StatePill state={brand.state} />
              </li>
            ))}
          </ul>
        </PageBody>
      )}
      {creating && (
        <CreateDialog
          orgId={orgId}
          onClose={() => setCreating(false)}
          onCreated={(brandId) => {
            setCreating(false);
            void queries.invalidateQueries({ queryKey: ["known-brands"] });
            navigate(paths.brand({ orgId, brandId }, "details"));
          }}
        />
      )}
    </Page>
  );
}
