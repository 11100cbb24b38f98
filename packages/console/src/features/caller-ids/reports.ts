import type { Rejected } from "@callmark/client";
import { fieldsOf, sayReport } from "../../shared/format/report.ts";

export { sayReport };

/** What the reports of a refusal say of one member of the details; `undefined` where none does. */
export function reportsOn({ validationReports }: Rejected, member: string): string | undefined {
  const said = validationReports.filter((report) =>
    fieldsOf(report).some((field) => field.endsWith(`.${member}`)),
  );
  return said.length === 0 ? undefined : said.map(sayReport).join(" ");
}
