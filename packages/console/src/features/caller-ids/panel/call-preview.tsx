import type { State } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import { Phone, PhoneOff } from "lucide-react";
import { brandNameQuery } from "../../../shared/data/brands.ts";
import { useDepartments } from "../../../shared/data/departments.tsx";
import type { BrandPlace } from "../../../shared/session/place.ts";
import { useSession } from "../../../shared/session/session.ts";
import { BrandMark } from "../../../shared/ui/brand-mark.tsx";
import { Skeleton } from "../../../shared/ui/skeleton.tsx";
import { panel as texts } from "../../../texts/caller-id-panel.ts";
import { common } from "../../../texts/common.ts";
import styles from "./call-preview.module.css";
import { NameCuts } from "./name-cuts.tsx";

export interface CallPreviewProps {
  readonly place: BrandPlace;
  readonly department: string | undefined;
  readonly state: State;
}

/** A call from the number as a phone would show it. */
export function CallPreview({ place, department, state }: CallPreviewProps) {
  const { client } = useSession();
  const { data, isPending } = useQuery(brandNameQuery(client, place));
  const { label } = useDepartments();
  const name = data ?? undefined;
  return (
    <figure className={styles.preview} aria-label={texts.preview.label}>
      <div className={styles.screen}>
        <BrandMark place={place} name={name} size={72} />
        <p className={styles.name}>
          {isPending ? <Skeleton width={14} /> : data === null ? common.unnamedBrand : data}
        </p>
        {department !== undefined && <p className={styles.department}>{label(department)}</p>}
        <p className={styles.kind}>{texts.preview.call[state]}</p>
        <div className={styles.buttons} aria-hidden>
          <span className={styles.decline}>
            <PhoneOff size={17} />
          </span>
          <span className={styles.accept}>
            <Phone size={17} />
          </span>
        </div>
      </div>
      {name !== undefined && <NameCuts name={name} />}
    </figure>
  );
}
