/** A telephone number in E.164, with its `+`. */
export const E164_PATTERN = "^\\+[1-9][0-9]{1,14}$";
