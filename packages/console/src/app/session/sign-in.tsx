import { ConnectionLost, TokenRefused } from "@callmark/client";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { Button } from "../../shared/ui/button.tsx";
import { Field, TextInput } from "../../shared/ui/field.tsx";
import { common } from "../../texts/common.ts";
import { session as texts } from "../../texts/session.ts";
import type { Prefilled } from "./fragment.ts";
import { Logotype } from "./logotype.tsx";
import styles from "./sign-in.module.css";

export interface SignInProps {
  readonly prefilled: Prefilled | undefined;
  /** Rejects with what the registry says. */
  readonly onSignIn: (clientId: string, secret: string) => Promise<void>;
}

/** Asks for a service account. */
export function SignIn({ prefilled, onSignIn }: SignInProps) {
  const [clientId, setClientId] = useState(prefilled?.clientId ?? "");
  const [secret, setSecret] = useState(prefilled?.clientSecret ?? "");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const submit = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const isFilled = prefilled !== undefined;
  useEffect(() => (isFilled ? submit : first).current?.focus(), [isFilled]);

  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    setRefusal(undefined);
    if (clientId.trim() === "") return first.current?.focus();
    if (secret === "") return second.current?.focus();
    setBusy(true);
    try {
      await onSignIn(clientId.trim(), secret);
    } catch (error) {
      setBusy(false);
      setRefusal(sayRefusal(error));
    }
  };

  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={onSubmit} noValidate>
        <Logotype />
        <h1 className={styles.title}>{texts.title}</h1>
        <p className={styles.lead}>{texts.lead}</p>
        <Field
          label={texts.clientId}
          error={tried && clientId.trim() === "" ? texts.missing.clientId : undefined}
        >
          <TextInput
            ref={first}
            mono
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={clientId}
            onChange={(event) => setClientId(event.target.value)}
          />
        </Field>
        <Field
          label={texts.clientSecret}
          error={tried && secret === "" ? texts.missing.clientSecret : undefined}
        >
          <TextInput
            ref={second}
            mono
            type="password"
            autoComplete="off"
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
          />
        </Field>
        <p role="alert" className={styles.refusal}>
          {refusal}
        </p>
        <Button ref={submit} type="submit" tone="primary" busy={busy} className={styles.submit}>
          {texts.submit}
        </Button>
      </form>
      <p className={styles.kept}>{texts.kept}</p>
      <span className={styles.product}>{common.product}</span>
    </main>
  );
}

/** What to say of an attempt that failed. */
export function sayRefusal(error: unknown): string {
  if (error instanceof TokenRefused) return texts.refused;
  if (error instanceof ConnectionLost) return texts.unreachable;
  return error instanceof Error ? error.message : String(error);
}
