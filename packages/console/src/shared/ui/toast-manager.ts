import { Toast } from "@base-ui/react/toast";

/** What is to be said, whether or not the place where it is said is there yet. */
export const manager = Toast.createToastManager();
