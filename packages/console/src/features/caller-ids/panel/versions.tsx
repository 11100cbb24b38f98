import type { CallerId, Version } from "@callmark/client";
import { useQuery } from "@tanstack/react-query";
import { DepartmentName } from "../../../shared/data/departments.tsx";
import type { BrandPlace } from "../../../shared/session/place.ts";
import { useSession } from "../../../shared/session/session.ts";
import { classes } from "../../../shared/ui/classes.ts";
import { DateText } from "../../../shared/ui/date-text.tsx";
import { Loaded } from "../../../shared/ui/loaded.tsx";
import { Pill, StatePill } from "../../../shared/ui/pill.tsx";
import { panel as texts } from "../../../texts/caller-id-panel.ts";
import { callerIds } from "../../../texts/caller-ids.ts";
import { versionsQuery } from "./caller-id-queries.ts";
import { Section } from "./section.tsx";
import styles from "./versions.module.css";

export interface VersionsProps {
  readonly place: BrandPlace;
  readonly callerId: CallerId;
}

/** The version that calls show, beside the one that waits for its review; and those before. */
export function Versions({ place, callerId }: VersionsProps) {
  const { client } = useSession();
  const query = useQuery(versionsQuery(client, place, callerId.id));
  return (
    <Section title={texts.versions.title}>
      <Loaded query={query}>{(versions) => <ReadVersions callerId={callerId} versions={versions} />}</Loaded>
    </Section>
  );
}

interface ReadVersionsProps extends Pick<VersionsProps, "callerId"> {
  readonly versions: readonly Version<CallerId>[];
}

function ReadVersions({ callerId, versions }: ReadVersionsProps) {
  const inForce = versions.find(({ to }) => to === undefined);
  const earlier = versions.filter(({ to }) => to !== undefined);
  const isPending = callerId.state !== "DELETED" && callerId.etag !== inForce?.etag;
  const differs =
    inForce !== undefined && inForce.callerIdDetails.department !== callerId.callerIdDetails.department;
  return (
    <>
      <div className={classes(styles.cards, isPending && styles.two)}>
        <div className={styles.card}>
          <Pill tone={inForce === undefined ? "grey" : "green"}>
            {inForce === undefined ? texts.versions.notInForce : texts.versions.inForce}
          </Pill>
          {inForce === undefined ? (
            <p className={styles.faint}>{texts.versions.nothing}</p>
          ) : (
            <>
              <p className={classes(isPending && differs && styles.differs)}>
                <DepartmentName
                  department={inForce.callerIdDetails.department}
                  none={callerIds.noDepartment}
                />
              </p>
              <p className={styles.faint}>
                <DateText value={inForce.from} />
              </p>
            </>
          )}
        </div>
        {isPending && (
          <div className={styles.card}>
            <StatePill state={callerId.state} />
            <p className={classes(differs && styles.differs)}>
              <DepartmentName
                department={callerId.callerIdDetails.department}
                none={callerIds.noDepartment}
              />
            </p>
            <p className={styles.faint}>
              <DateText value={callerId.updatedDate} />
            </p>
          </div>
        )}
      </div>
      {earlier.length > 0 && (
        <ul className={styles.earlier} aria-label={texts.versions.earlier}>
          {earlier.map(({ etag, from, to = from, callerIdDetails }) => (
            <li key={etag + from} className={styles.line}>
              <span>
                <DepartmentName department={callerIdDetails.department} none={callerIds.noDepartment} />
              </span>
              <span className={styles.faint}>
                <DateText value={from} /> – <DateText value={to} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
