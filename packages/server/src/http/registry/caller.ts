import { printCaller } from "../../registry/callers.ts";
import { isE164 } from "../../registry/phone-numbers.ts";
import { notFound, problem } from "../../registry/problem.ts";
import { readParameters } from "../parameters.ts";
import { shown } from "../shown.ts";
import { endpoint } from "./exchange.ts";
import { found } from "./outcome.ts";

/** `GET /registry/v1/callers/{phoneNumber}`: what a call from a number shows. */
export const caller = endpoint<string>({
  writes: false,

  read({ rawQuery, names: { phoneNumber } }) {
    readParameters(rawQuery, {});
    if (isE164(phoneNumber)) return phoneNumber;
    throw problem("InvalidPhoneNumber", "Expected a telephone number in E.164, such as +18005550123", {
      context: { value: shown(phoneNumber) },
    });
  },

  async run({ deps }, phoneNumber, { orgId, accessRevision }) {
    const asked = { phoneNumber, accessRevision, ...(orgId !== "" && { orgId }) };
    const inForce = found(await deps.store.findCaller(asked), "Published caller ID");
    const body = printCaller(inForce, deps.departments);
    if (body === undefined) throw notFound("Published brand");
    return { status: 200, body };
  },
});
