import type { CallerId } from "@callmark/client";
import { DepartmentName } from "../../../shared/data/departments.tsx";
import { DateText } from "../../../shared/ui/date-text.tsx";
import { Detail, DetailList } from "../../../shared/ui/detail-list.tsx";
import { panel as panelTexts } from "../../../texts/caller-id-panel.ts";
import { callerIds as texts } from "../../../texts/caller-ids.ts";
import styles from "./details.module.css";
import { Section } from "./section.tsx";

/** What a caller ID says of itself. */
export function Details({ callerId }: { readonly callerId: CallerId }) {
  const { id, etag, createdDate, updatedDate, callerIdDetails } = callerId;
  const { phoneNumber, department } = callerIdDetails;
  return (
    <Section title={panelTexts.details}>
      <DetailList>
        <Detail name={texts.columns.number} copy={phoneNumber}>
          <span className={styles.mono}>{phoneNumber}</span>
        </Detail>
        <Detail name={texts.columns.department} {...(department !== undefined && { copy: department })}>
          {department === undefined ? (
            <span className={styles.faint}>{texts.noDepartment}</span>
          ) : (
            <span title={department}>
              <DepartmentName department={department} none={texts.noDepartment} />
            </span>
          )}
        </Detail>
        <Detail name={texts.columns.created}>
          <DateText value={createdDate} style="full" />
        </Detail>
        <Detail name={texts.columns.updated}>
          <DateText value={updatedDate} style="full" />
        </Detail>
        <Detail name={panelTexts.id} copy={id}>
          <span className={styles.mono}>{id}</span>
        </Detail>
        <Detail name={panelTexts.etag} copy={etag}>
          <span className={styles.mono}>{etag}</span>
        </Detail>
      </DetailList>
    </Section>
  );
}
