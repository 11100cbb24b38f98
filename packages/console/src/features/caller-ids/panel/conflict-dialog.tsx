import type { CallerId, CallerIdDetails } from "@callmark/client";
import { DepartmentName } from "../../../shared/data/departments.tsx";
import { phoneNumber } from "../../../shared/format/phone-number.ts";
import { ConflictDialog as Dialog } from "../../../shared/ui/conflict-dialog.tsx";
import { callerIds as texts } from "../../../texts/caller-ids.ts";

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

/** Somebody else was faster: shows both versions of a caller ID and lets one choose. */
export function ConflictDialog({ theirs, mine, ...rest }: ConflictDialogProps) {
  const { callerIdDetails } = theirs;
  const rows = [
    {
      name: texts.columns.number,
      left: phoneNumber(callerIdDetails.phoneNumber),
      right: phoneNumber(mine.phoneNumber),
      differs: false,
    },
    {
      name: texts.columns.department,
      left: <DepartmentName department={callerIdDetails.department} none={texts.noDepartment} />,
      right: <DepartmentName department={mine.department} none={texts.noDepartment} />,
      differs: callerIdDetails.department !== mine.department,
    },
  ];
  return <Dialog theirs={theirs} rows={rows} {...rest} />;
}
