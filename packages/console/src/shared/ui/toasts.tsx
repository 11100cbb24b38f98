import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect } from "react";
import { common } from "../../texts/common.ts";
import { Button } from "./button.tsx";
import { showToasts } from "./toast.ts";
import styles from "./toasts.module.css";

/** Where toasts appear. */
export function Toasts() {
  return (
    <Toast.Provider limit={3}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <Shown />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Shown() {
  const { toasts, add } = Toast.useToastManager();
  useEffect(() => showToasts(add), [add]);
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={["right", "down"]}>
      <Toast.Content className={styles.content}>
        {toast.type === "problem" ? (
          <CircleAlert size={16} className={styles.problem} aria-hidden />
        ) : (
          <CircleCheck size={16} className={styles.done} aria-hidden />
        )}
        <div className={styles.words}>
          <Toast.Title className={styles.title} />
          <Toast.Description className={styles.description} />
        </div>
        <Toast.Close
          aria-label={common.dismiss}
          render={<Button tone="quiet" square icon={<X size={14} />} className={styles.close} />}
        />
      </Toast.Content>
    </Toast.Root>
  ));
}
