import type { CallerId } from "@callmark/client";
import { DepartmentName } from "../../../shared/data/departments.tsx";
import { phoneNumber } from "../../../shared/format/phone-number.ts";
import type { BrandPlace } from "../../../shared/session/place.ts";
import { useSession } from "../../../shared/session/session.ts";
import { RemoveDialog } from "../../../shared/ui/remove-dialog.tsx";
import { panel as texts } from "../../../texts/caller-id-panel.ts";
import { callerIds } from "../../../texts/caller-ids.ts";

export interface DeleteDialogProps {
  readonly place: BrandPlace;
  readonly callerId: CallerId;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Asks before a caller ID is deleted. */
export function DeleteDialog({ place, callerId, onClose, onDeleted }: DeleteDialogProps) {
  const { client } = useSession();
  const api = client.callerIds(place);
  return (
    <RemoveDialog
      name={phoneNumber(callerId.callerIdDetails.phoneNumber)}
      text={texts.remove}
      resource={callerId}
      remove={(seen) => api.delete(seen)}
      read={() => api.get(callerId.id)}
      describe={({ callerIdDetails: { department } }) => (
        <DepartmentName department={department} none={callerIds.noDepartment} />
      )}
      onClose={onClose}
      onRemoved={onDeleted}
    />
  );
}
