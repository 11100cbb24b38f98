const whole = new Intl.NumberFormat("en");

/** A count with its thousands apart: `150,000`. */
export function count(value: number): string {
  return whole.format(value);
}
