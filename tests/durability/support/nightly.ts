/** Do the long forms of these tests run? `NIGHTLY=1 npm test`, once a night. */
export const NIGHTLY = process.env.NIGHTLY === "1";
