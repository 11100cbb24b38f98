import styles from "./sign-in.module.css";

/** The mark of callmark. */
export function Logotype() {
  return (
    <svg className={styles.logotype} viewBox="0 0 32 32" width="40" height="40" aria-hidden="true">
      <rect width="32" height="32" rx="8.5" fill="#5453d2" />
      <path
        d="M9.4 10.2c.7-.7 1.8-.7 2.5 0l1.6 1.6c.6.6.7 1.5.2 2.2l-.8 1.1a10 10 0 0 0 4 4l1.1-.8c.7-.5 1.6-.4 2.2.2l1.6 1.6c.7.7.7 1.8 0 2.5l-.6.6c-.8.8-2 1.1-3.1.8-4.7-1.4-8.3-5-9.7-9.7-.3-1.1 0-2.3.8-3.1z"
        fill="#fff"
      />
      <path
        d="m18.3 11.3 2.1 2.1 4-4.2"
        fill="none"
        stroke="#fff"
        strokeWidth="2.1"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
