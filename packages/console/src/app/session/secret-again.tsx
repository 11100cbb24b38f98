import { TokenRefused } from "@callmark/client";
import { type SubmitEvent, useId, useState } from "react";
import { useNow } from "../../shared/hooks/use-now.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { Field, TextInput } from "../../shared/ui/field.tsx";
import { session as texts } from "../../texts/session.ts";
import { sayRefusal } from "./sign-in.tsx";

export interface SecretAgainProps {
  readonly clientId: string;
  /** When the token ends, in milliseconds since 1970. */
  readonly expires: number;
  /** Nothing goes on without it: the dialog must be answered. */
  readonly urgent: boolean;
  /** Rejects with what the registry says. */
  readonly onSecret: (secret: string) => Promise<void>;
  readonly onLater: () => void;
  readonly onSignOut: () => void;
}

/** Asks for the secret again shortly before the token ends; what is on the page stays. */
export function SecretAgain({ clientId, expires, urgent, onSecret, onLater, onSignOut }: SecretAgainProps) {
  const [secret, setSecret] = useState("");
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const now = useNow();
  const form = useId();
  const left = expires - now;

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (secret === "") return setRefusal(texts.missing.clientSecret);
    setBusy(true);
    setRefusal(undefined);
    try {
      await onSecret(secret);
    } catch (error) {
      setRefusal(error instanceof TokenRefused ? texts.again.refused : sayRefusal(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      size="small"
      {...(!urgent && { onClose: onLater })}
      title={texts.again.title}
      description={left > 0 ? texts.again.soon(clientId, roughly(left)) : texts.again.ended(clientId)}
      actions={
        <>
          {urgent ? (
            <Button onClick={onSignOut}>{texts.signOut}</Button>
          ) : (
            <Button onClick={onLater}>{texts.again.later}</Button>
          )}
          <Button type="submit" form={form} tone="primary" busy={busy}>
            {texts.again.submit}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={onSubmit} noValidate>
        <Field label={texts.clientSecret} error={refusal}>
          <TextInput
            mono
            type="password"
            autoComplete="off"
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}

/** Milliseconds in the words of a person: "about 2 minutes". */
function roughly(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1) return "less than a minute";
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}
