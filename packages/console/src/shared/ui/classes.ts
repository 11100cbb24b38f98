/** The class names that there are, joined; what is absent or false leaves nothing. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
