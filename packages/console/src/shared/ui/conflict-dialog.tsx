import { conflict as texts } from "../../texts/conflict.ts";
import { Button } from "./button.tsx";
import { DateText } from "./date-text.tsx";
import { Dialog } from "./dialog.tsx";
import { StatePill } from "./pill.tsx";
import { Sides, type SidesRow } from "./sides.tsx";

export interface ConflictDialogProps {
  /** What the registry has now. */
  readonly theirs: { readonly state: string; readonly updatedDate: string };
  /** Theirs on the left, one's own on the right. */
  readonly rows: readonly SidesRow[];
  readonly busy: boolean;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
  readonly onClose: () => void;
}

/** Somebody else was faster: shows both versions and lets one choose. */
export function ConflictDialog({ theirs, rows, busy, onTheirs, onMine, onClose }: ConflictDialogProps) {
  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      title={texts.title}
      description={texts.text}
      actions={
        <>
          <Button onClick={onTheirs}>{texts.keepTheirs}</Button>
          <Button tone="primary" busy={busy} onClick={onMine}>
            {texts.saveMine}
          </Button>
        </>
      }
    >
      <Sides
        rows={rows}
        left={{
          title: texts.theirs,
          aside: <StatePill state={theirs.state} />,
          foot: (
            <>
              {texts.changed} <DateText value={theirs.updatedDate} style="full" />
            </>
          ),
        }}
        right={{ title: texts.mine, foot: texts.notSaved }}
      />
    </Dialog>
  );
}
