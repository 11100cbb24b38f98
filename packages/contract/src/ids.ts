/** Decimal digits; may exceed a signed 64-bit integer, so never a JSON number. */
export const ID_PATTERN = "^[1-9][0-9]{0,19}$";
