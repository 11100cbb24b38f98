import type { CallerId, CallerIdDetails } from "@callmark/client";
import { departmentLabel } from "../../../shared/format/department.ts";
import { phoneNumber } from "../../../shared/format/phone-number.ts";
import { Button } from "../../../shared/ui/button.tsx";
import { classes } from "../../../shared/ui/classes.ts";
import { DateText } from "../../../shared/ui/date-text.tsx";
import { Dialog } from "../../../shared/ui/dialog.tsx";
import { StatePill } from "../../../shared/ui/pill.tsx";
import { panel as texts } from "../../../texts/caller-id-panel.ts";
import { callerIds } from "../../../texts/caller-ids.ts";
import styles from "./conflict-dialog.module.css";

export interface ConflictDialogProps {
  /** What the registry has now. */
  readonly theirs: CallerId;
  /** What was about to be saved. */
  readonly mine: CallerIdDetails;
  readonly busy: boolean;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
  readonly onClose: () => void;
}

/** Somebody else was faster: shows both versions and lets one choose. */
export function ConflictDialog({ theirs, mine, busy, onTheirs, onMine, onClose }: ConflictDialogProps) {
  const differs = theirs.callerIdDetails.department !== mine.department;
  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      title={texts.conflict.title}
      description={texts.conflict.text}
      actions={
        <>
          <Button onClick={onTheirs}>{texts.conflict.keepTheirs}</Button>
          <Button tone="primary" busy={busy} onClick={onMine}>
            {texts.conflict.saveMine}
          </Button>
        </>
      }
    >
      <div className={styles.sides}>
        <section className={styles.side}>
          <header className={styles.header}>
            <h3>{texts.conflict.theirs}</h3>
            <StatePill state={theirs.state} />
          </header>
          <Version details={theirs.callerIdDetails} differs={differs} />
          <p className={styles.foot}>
            {texts.conflict.changed} <DateText value={theirs.updatedDate} style="full" />
          </p>
        </section>
        <section className={styles.side}>
          <header className={styles.header}>
            <h3>{texts.conflict.mine}</h3>
          </header>
          <Version details={mine} differs={differs} />
          <p className={styles.foot}>{texts.conflict.notSaved}</p>
        </section>
      </div>
    </Dialog>
  );
}

function Version({ details, differs }: { readonly details: CallerIdDetails; readonly differs: boolean }) {
  const { department } = details;
  return (
    <dl className={styles.version}>
      <div>
        <dt>{callerIds.columns.number}</dt>
        <dd>{phoneNumber(details.phoneNumber)}</dd>
      </div>
      <div className={classes(differs && styles.differs)}>
        <dt>{callerIds.columns.department}</dt>
        <dd>{department === undefined ? callerIds.noDepartment : departmentLabel(department)}</dd>
      </div>
    </dl>
  );
}
