import { conflict as texts } from "../../texts/conflict.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

/** Somebody else has deleted what one was about to change: says so, and goes on. */
export function GoneDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog
      open
      size="small"
      onClose={onClose}
      title={texts.gone.title}
      description={texts.gone.text}
      actions={
        <Button tone="primary" onClick={onClose}>
          {texts.gone.close}
        </Button>
      }
    />
  );
}
