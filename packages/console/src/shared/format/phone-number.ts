const NORTH_AMERICAN = /^\+1(\d{3})(\d{3})(\d{4})$/;

/** An E.164 number as people read it, where we know how its country does: `+1 800 555 5555`; others as they are. */
export function phoneNumber(value: string): string {
  return value.replace(NORTH_AMERICAN, "+1 $1 $2 $3");
}
