import type { CallerId } from "@callmark/client";
import { DepartmentName } from "../../shared/data/departments.tsx";
import { phoneNumber } from "../../shared/format/phone-number.ts";
import type { Column } from "../../shared/ui/data-table.tsx";
import { DateText } from "../../shared/ui/date-text.tsx";
import { StatePill } from "../../shared/ui/pill.tsx";
import { callerIds as texts } from "../../texts/caller-ids.ts";
import styles from "./columns.module.css";

function Department({ callerIdDetails: { department } }: CallerId) {
  return department === undefined ? (
    <span className={styles.none}>{texts.noDepartment}</span>
  ) : (
    <span title={department}>
      <DepartmentName department={department} none={texts.noDepartment} />
    </span>
  );
}

/** The columns of the table of caller IDs. */
export const COLUMNS: readonly Column<CallerId>[] = [
  {
    id: "number",
    header: texts.columns.number,
    width: "minmax(130px, 1.1fr)",
    typical: 15,
    cell: ({ callerIdDetails }) => (
      <span className={styles.number}>{phoneNumber(callerIdDetails.phoneNumber)}</span>
    ),
  },
  {
    id: "department",
    header: texts.columns.department,
    width: "minmax(120px, 1.5fr)",
    typical: 16,
    cell: (row) => <Department {...row} />,
  },
  {
    id: "state",
    header: texts.columns.state,
    width: "112px",
    typical: 10,
    cell: ({ state }) => <StatePill state={state} bare />,
  },
  {
    id: "updated",
    header: texts.columns.updated,
    width: "132px",
    typical: 12,
    cell: ({ updatedDate }) => (
      <span className={styles.date}>
        <DateText value={updatedDate} />
      </span>
    ),
  },
  {
    id: "created",
    header: texts.columns.created,
    width: "132px",
    typical: 12,
    cell: ({ createdDate }) => (
      <span className={styles.date}>
        <DateText value={createdDate} />
      </span>
    ),
  },
];

/** The same beside an open caller ID, where there is less room. */
export const FEW_COLUMNS = COLUMNS.filter(({ id }) => id !== "created");

/** The same on a phone: two lines each. */
export const NARROW_COLUMNS: readonly Column<CallerId>[] = [
  {
    id: "number",
    header: texts.columns.number,
    width: "minmax(0, 1fr)",
    typical: 15,
    cell: (row) => (
      <>
        <div className={styles.number}>{phoneNumber(row.callerIdDetails.phoneNumber)}</div>
        <div className={styles.second}>
          <Department {...row} />
        </div>
      </>
    ),
  },
  {
    id: "state",
    header: texts.columns.state,
    width: "auto",
    typical: 10,
    cell: ({ state, updatedDate }) => (
      <div className={styles.right}>
        <StatePill state={state} bare />
        <div className={styles.second}>
          <DateText value={updatedDate} />
        </div>
      </div>
    ),
  },
];
