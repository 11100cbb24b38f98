import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import type { ReactNode } from "react";
import { common } from "../../texts/common.ts";
import { Button } from "./button.tsx";
import styles from "./toast.module.css";

const manager = Toast.createToastManager();

/** Says what has been done. */
export function toastDone(title: string, description?: string): void {
  manager.add({ title, description, type: "done" });
}

/** Says what went wrong; stays longer, and is read out at once. */
export function toastProblem(title: string, description?: string): void {
  manager.add({ title, description, type: "problem", timeout: 10_000, priority: "high" });
}

/** Where toasts appear; stands once around the whole page. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
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
