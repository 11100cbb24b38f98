import { beforeAll, expect, test } from "vitest";
import { callerIdOf, pageOf } from "../../support/answer.ts";
import { type Api, demoApi } from "../../support/api.ts";
import { DEMO } from "../../support/demo.ts";
import { sharedProgram } from "../../support/program.ts";
import { write } from "../../support/resources.ts";
import { freshNumber, newWorld, sharedRegistry } from "../../support/world.ts";

const program = sharedProgram({ demo: true });
const registry = sharedRegistry(program);
/** A has a department and 2026-10-02T11:41:00Z; B another, 2026-10-01T10:31:00Z; C none; D A's, and is SUBMITTED. */
const LETTERS = "ABCD";
let api: Api;
beforeAll(async () => {
  api = await demoApi(program().url);
});

async function matched(ql: string): Promise<string> {
  const { data, total } = pageOf(await api.find(ql));
  expect(total).toBe(data.length);
  return data.map(({ id }) => LETTERS[(DEMO.ids as readonly string[]).indexOf(id)]).join("");
}

const SERVICE = "department.general.support.customer_service";
const CENTER = "department.general.support.service_center";
const DEPARTMENT = "callerIdDetails.department";
const NUMBER = "callerIdDetails.phoneNumber";

test.each([
  // No department: == and =in= do not match it, != and =out= do.
  [`${DEPARTMENT}==${SERVICE}`, "AD"],
  [`${DEPARTMENT}!=${SERVICE}`, "BC"],
  [`${DEPARTMENT}=in=(${SERVICE},${CENTER})`, "ABD"],
  [`${DEPARTMENT}=out=(${SERVICE},${CENTER})`, "C"],
  [`${DEPARTMENT}=out=nobody`, "ABCD"],
  [`${DEPARTMENT}==*`, "ABD"],
  [`${DEPARTMENT}!=*`, "C"],
  [`${DEPARTMENT}==''`, ""],
  [`${DEPARTMENT}!=''`, "ABCD"],
  // A value that no resource can have matches nothing.
  [`${DEPARTMENT}==unknown.department`, ""],
  [`${DEPARTMENT}=='\u0000'`, ""],
  [`${DEPARTMENT}!='\u0000'`, "ABCD"],
  ["id==1", ""],
  ["id!=1", "ABCD"],
  ["id==0", ""],
  [`id==0${DEMO.ids[0]}`, ""],
  ["id==99999999999999999999", ""],
  [`id=in=(${DEMO.ids.join()},1)`, "ABCD"],
  [`id=out=(${DEMO.ids[1]},${DEMO.ids[2]})`, "AD"],
  [`id==${DEMO.other.id}`, ""],
  ["state==REJECTED", ""],
  ["state=out=(PUBLISHED,REJECTED)", "D"],
  [`${NUMBER}==+0`, ""],
  [`${NUMBER}==+999999999999999`, ""],
  // Comparison is exact and case-sensitive.
  [`${DEPARTMENT}==${SERVICE.toUpperCase()}`, ""],
  [`${DEPARTMENT}==DEPARTMENT*`, ""],
  [`${DEPARTMENT}==' ${SERVICE}'`, ""],
  [`id==0000000000000000001`, ""],
  // A star is any run, none included; % and _ and ? and [ are ordinary; an escaped star is one.
  [`${DEPARTMENT}==department*`, "ABD"],
  [`${DEPARTMENT}==*customer*`, "AD"],
  [`${DEPARTMENT}==*${SERVICE}*`, "AD"],
  [`${DEPARTMENT}==d*t.g*l.s*t.s*r`, "B"],
  [`${DEPARTMENT}!=*customer*`, "BC"],
  [`${DEPARTMENT}==department%`, ""],
  [`${DEPARTMENT}==*service?center`, ""],
  [`${DEPARTMENT}==*service_cente[r]`, ""],
  [`${DEPARTMENT}==*customer_servic_*`, ""],
  [`${DEPARTMENT}==department\\*`, ""],
  [`${DEPARTMENT}=='department\\*'`, ""],
  [`${DEPARTMENT}=='department*'`, "ABD"],
  [`${DEPARTMENT}=='\\department*'`, "ABD"],
  [`${DEPARTMENT}==\\department*`, ""],
  [`${NUMBER}==*`, "ABCD"],
  [`${NUMBER}==+1800*`, "ABCD"],
  [`${NUMBER}==*0*`, "ABCD"],
  [`${NUMBER}!=*0100`, "ABD"],
  [`${NUMBER}==+*5*5*5*`, "A"],
  // AND binds tighter than OR.
  [`state==SUBMITTED,state==PUBLISHED;id==${DEMO.ids[1]}`, "BD"],
  [`(state==SUBMITTED,state==PUBLISHED);id==${DEMO.ids[1]}`, "B"],
  [`state==SUBMITTED or state==PUBLISHED and id==${DEMO.ids[1]}`, "BD"],
  [`id==${DEMO.ids[1]};state==PUBLISHED,state==SUBMITTED`, "BD"],
  // Instants compare as instants, at full precision.
  ["createdDate==2026-10-02T11:41:00Z", "A"],
  ["createdDate==2026-10-02T13:41:00+02:00", "A"],
  ["createdDate==2026-10-02T11:41:00.000000000Z", "A"],
  ["createdDate==2026-10-02t11:41:00z", "A"],
  ["createdDate==2026-10-02T11:41:00-00:00", "A"],
  ["createdDate!=2026-10-02T11:41:00Z", "BCD"],
  ["createdDate==2026-10-02T11:41:00.0001Z", ""],
  ["createdDate!=2026-10-02T11:41:00.0001Z", "ABCD"],
  ["createdDate=lt=2026-10-02T11:41:00.0001Z", "ABCD"],
  ["createdDate=lt=2026-10-02T11:41:00Z", "BCD"],
  ["createdDate=le=2026-10-02T11:41:00Z", "ABCD"],
  ["createdDate=ge=2026-10-02T11:41:00.0001Z", ""],
  ["createdDate=ge=2026-10-02T11:41:00Z", "A"],
  ["createdDate=gt=2026-10-02T11:40:59.9999Z", "A"],
  ["createdDate>2026-10-01T10:31:00Z", "A"],
  ["createdDate>=2026-10-01T10:31:00Z", "AB"],
  ["createdDate<2026-10-01T10:31:00Z", "CD"],
  ["createdDate<=2026-10-01T10:31:00Z", "BCD"],
  ["createdDate=gt=0000-01-01T00:00:00Z", "ABCD"],
  ["createdDate=lt=9999-12-31T23:59:59.999-23:59", "ABCD"],
  ["updatedDate=gt=2026-10-10T00:00:00Z", "A"],
  ["updatedDate==2026-08-20T16:22:00Z", "C"],
])("%s matches %s", async (ql, expected) => {
  expect(await matched(ql)).toBe(expected);
});

test("what is printed of a date round-trips through a filter exactly", async () => {
  const { api: own } = await newWorld(program(), registry());
  const dates = ["2026-01-01T00:00:00.001Z", "2026-01-01T00:00:00.999Z", "2026-01-01T00:00:01Z"];
  await write(
    registry(),
    own,
    dates.map((createdDate) => ({ createdDate })),
  );
  await own.create({ phoneNumber: freshNumber() });
  const { data } = pageOf(await own.list());
  expect(data.slice(1).map(({ createdDate }) => createdDate)).toEqual(dates.toReversed());
  for (const { id, createdDate, updatedDate } of data) {
    const ids = async (ql: string) => pageOf(await own.find(ql)).data.map((found) => found.id);
    expect(await ids(`createdDate==${createdDate}`)).toEqual([id]);
    expect(await ids(`updatedDate==${updatedDate}`)).toEqual([id]);
    expect(await ids(`id==${id};createdDate=gt=${createdDate}`)).toEqual([]);
    expect(await ids(`id==${id};createdDate=ge=${createdDate}`)).toEqual([id]);
  }
});

test("a filter sees a change at once", async () => {
  const { api: own } = await newWorld(program(), registry());
  const phoneNumber = freshNumber();
  const { id, etag } = callerIdOf(await own.create({ phoneNumber, department: SERVICE }));
  const counts = async () =>
    Promise.all(
      [`${DEPARTMENT}==${SERVICE}`, `${DEPARTMENT}!=${SERVICE}`, "state==SUBMITTED", "state==DELETED"].map(
        async (ql) => pageOf(await own.find(ql)).total,
      ),
    );
  expect(await counts()).toEqual([1, 0, 1, 0]);
  await own.update(id, etag, { phoneNumber });
  expect(await counts()).toEqual([0, 1, 1, 0]);
  await own.remove(id, "*");
  expect(await counts()).toEqual([0, 0, 0, 1]);
});
