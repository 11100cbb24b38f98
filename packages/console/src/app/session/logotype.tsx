import styles from "./sign-in.module.css";

/** The mark of callmark. */
export function Logotype() {
  return (
    <svg className={styles.logotype} viewBox="0 0 32 32" width="40" height="40" aria-hidden="true">
      <rect width="32" height="32" rx="8.5" fill="#5453d2" />
      <path
        d="M9.400 10.200c.7-.7 1.800-.7 2.500 0l1.600 1.600c.6.6.7 1.500.2 2.200l-.8 1.100a10 10 0 0 0 4 4l1.100-.8c.7-.5 1.600-.4 2.200.2l1.600 1.600c.7.7.7 1.800 0 2.500l-.6.6c-.8.8-2 1.100-3.100.8-4.700-1.400-8.300-5-9.700-9.700-.3-1.100 0-2.300.8-3.100z"
        fill="#fff"
      />
      <path
        d="m18.300 11.300 2.100 2.100 4-4.200"
        fill="none"
        stroke="#fff"
        strokeWidth="2.100"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
