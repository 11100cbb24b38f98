import type { Brand } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, Clock } from "lucide-react";
import { useState } from "react";
import { compareDetails } from "../../shared/format/brand-rows.ts";
import type { BrandPlace } from "../../shared/session/place.ts";
import { useSession } from "../../shared/session/session.ts";
import { Button } from "../../shared/ui/button.tsx";
import { classes } from "../../shared/ui/classes.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { StatePill } from "../../shared/ui/pill.tsx";
import { ReportNotes } from "../../shared/ui/report-notes.tsx";
import { Sides } from "../../shared/ui/sides.tsx";
import { brands } from "../../texts/brands.ts";
import { brandHistoryQuery, brandVersionsQuery } from "./brand-queries.ts";
import styles from "./standing.module.css";

const { versions: texts } = brands;

/** Says where the current version stands, where it is not the one in force, and what differs between the two. */
export function Standing({ place, brand }: { readonly place: BrandPlace; readonly brand: Brand }) {
  const { client } = useSession();
  const { data: versions } = useQuery(brandVersionsQuery(client, place));
  const { data: history } = useQuery(brandHistoryQuery(client, place));
  const [comparing, setComparing] = useState(false);
  if (
    brand.state === "PUBLISHED" ||
    versions === undefined ||
    brand.brandDetails.displayNames === undefined
  ) {
    return null;
  }
  const inForce = versions.find(({ to }) => to === undefined);
  const isRefused = brand.state === "REJECTED" || brand.state === "FAILED";
  const verdict = isRefused
    ? history?.find(({ etag, state }) => etag === brand.etag && state === brand.state)
    : undefined;
  const Icon = isRefused ? CircleAlert : Clock;
  return (
    <section className={classes(styles.standing, isRefused && styles.refused)}>
      <Icon size={16} aria-hidden />
      <div className={styles.words}>
        <p>{sayStanding(isRefused, inForce !== undefined)}</p>
        {verdict?.reason !== undefined && <p>“{verdict.reason}”</p>}
        {verdict !== undefined && (
          <ReportNotes reports={[...verdict.validationReports, ...verdict.processingReports]} codes />
        )}
      </div>
      {inForce !== undefined && <Button onClick={() => setComparing(true)}>{texts.open}</Button>}
      {comparing && inForce !== undefined && (
        <Dialog open size="large" title={texts.compare} onClose={() => setComparing(false)}>
          <div className={styles.sides}>
            <Sides
              left={{ title: texts.inForce, aside: <StatePill state="PUBLISHED" /> }}
              right={{ title: texts.pending, aside: <StatePill state={brand.state} /> }}
              rows={compareDetails(inForce.brandDetails, brand.brandDetails)}
            />
          </div>
        </Dialog>
      )}
    </section>
  );
}

function sayStanding(isRefused: boolean, hasInForce: boolean): string {
  if (isRefused) return hasInForce ? texts.refused : texts.refusedFirst;
  return hasInForce ? texts.waits : texts.waitsFirst;
}
