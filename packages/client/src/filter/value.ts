/** What needs no quotes: anything but a space, a control character, or what the grammar reserves. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the grammar reserves them.
const UNRESERVED = /^[^\u0000-\u0020\u007f"'();,=!~<>\\*]+$/;

/** A value as the filter language writes it: quoted where it must be, every star and backslash meant literally. */
export function literal(text: string): string {
  return UNRESERVED.test(text) ? text : `'${text.replace(/[\\*']/g, "\\$&")}'`;
}

/** A pattern as the filter language writes it: every `*` stands for any run of characters. */
export function pattern(text: string): string {
  return text.split("*").every((piece) => piece === "" || UNRESERVED.test(piece)) && text !== ""
    ? text
    : `'${text.replace(/[\\']/g, "\\$&")}'`;
}
