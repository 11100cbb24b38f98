import { CircleAlert, Lock, RefreshCw } from "lucide-react";
import { useMemo, useState } from "react";
import { count } from "../../shared/format/count.ts";
import { sayProblem } from "../../shared/format/problem.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { EmptyState } from "../../shared/ui/empty-state.tsx";
import { Page } from "../../shared/ui/page.tsx";
import { PageBody } from "../../shared/ui/page-body.tsx";
import { importing as texts } from "../../texts/import.ts";
import { ApplyView } from "./apply-view.tsx";
import { Choose, type Country } from "./choose.tsx";
import { Faulty } from "./faulty.tsx";
import type { ImportRun } from "./import-run.ts";
import { PlanView } from "./plan-view.tsx";
import { Summary } from "./summary.tsx";
import { useImport } from "./use-import.ts";

/** Registers, changes and deletes many caller IDs at once, as a file says. */
export function ImportPage({ orgId, brandId }: BrandPlace) {
  const { canWrite } = useSession();
  const place = useMemo(() => ({ orgId, brandId }), [orgId, brandId]);
  const run = useImport(place);
  return (
    <Page title={texts.title}>
      {canWrite ? (
        <Stage place={place} run={run} />
      ) : (
        <EmptyState icon={<Lock size={20} />} title={texts.reader.title}>
          {texts.reader.text}
        </EmptyState>
      )}
    </Page>
  );
}

function Stage({ place, run }: { readonly place: BrandPlace; readonly run: ImportRun }) {
  const [country, setCountry] = useState<Country>("US");
  const state = run.state();
  const another = () => run.reset();
  switch (state.is) {
    case "choosing":
      return (
        <PageBody>
          <Choose
            country={country}
            onCountry={setCountry}
            onFile={(file) => void run.check(file, country === "E164" ? undefined : country)}
          />
        </PageBody>
      );
    case "reading":
      return <Summary icon={<RefreshCw size={18} />} title={texts.reading(state.name)} />;
    case "comparing": {
      const { compared, total } = state;
      const said = texts.comparing(count(compared), total === undefined ? undefined : count(total));
      return <Summary icon={<RefreshCw size={18} />} title={said} />;
    }
    case "faulty":
      return <Faulty name={state.name} problems={state.problems} total={state.count} onAnother={another} />;
    case "planned":
      return <PlanView {...state} onApply={(deletes) => run.apply(deletes)} onAnother={another} />;
    case "failed":
      return (
        <EmptyState
          icon={<CircleAlert size={20} />}
          title={texts.failed[state.during]}
          actions={<Button onClick={another}>{texts.another}</Button>}
        >
          {sayProblem(state.error)}
        </EmptyState>
      );
    default:
      return <ApplyView place={place} run={run} state={state} />;
  }
}
