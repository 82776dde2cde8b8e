/** Conditions that keep strangers out: keys about who calls, from where or on whose behalf. */
import { readIpRange } from "../../policy/ip-range";
import type { ConditionBlock, ConditionKey, Statement } from "../../policy/model";
import { operatorInfo } from "../../policy/operators";

const telling = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalservicename",
  "aws:userid",
  "aws:username",
  "aws:federatedprovider",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpcarn",
  "aws:sourcevpce",
  "aws:vpceaccount",
  "aws:vpceorgid",
  "aws:vpceorgpaths",
  "aws:vpcsourceip",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "lambda:eventsourcetoken",
  "elasticfilesystem:accessedviamounttarget",
]);

/** Keys that, in a Deny, leave out everybody but some by what they are not. */
const tellingApart = new Set([...telling, "aws:principalisawsservice", "aws:principaltype"]);

/** Whether a condition of an Allow names who may call, or may do so for all that is known. */
export function keepsStrangersOut({ condition }: Statement): boolean {
  if (!condition) return false;
  if (!condition.complete) return true;
  return condition.blocks.some(
    (block) =>
      !block.complete ||
      (isList(block) && block.keys.some((key) => telling.has(key.name.toLowerCase()) && isNarrow(key))),
  );
}

function isList({ parsed }: ConditionBlock): boolean {
  return (
    parsed !== null &&
    !parsed.ifExists &&
    parsed.qualifier !== "ForAllValues" &&
    parsed.name !== "Null" &&
    operatorInfo(parsed.name)?.negated === false
  );
}

/** Whether no value means everybody: `*`, an ARN of wildcards, every address, the key itself. */
function isNarrow({ name, items }: ConditionKey): boolean {
  return items.every(
    ({ value }) =>
      value === null ||
      !(
        value.toLowerCase() === `\${${name.toLowerCase()}}` ||
        /^[*:]*$/.test(value) ||
        /^arn:[^:]*:\*:\*:\*:\*$/.test(value) ||
        readIpRange(value)?.prefix === 0
      ),
  );
}

/** Whether a Deny turns strangers away, whatever it is that others allow: one about everybody, but for those whom a negated condition names. */
export function turnsStrangersAway({
  effect,
  principal,
  notPrincipal,
  condition,
  action,
  notAction,
}: Statement): boolean {
  if (effect !== "Deny") return false;
  if (notPrincipal) return true;
  if (notAction || !action || !principal || !condition) return false;
  return condition.blocks.some(({ parsed, keys }) => {
    const negated = parsed !== null && operatorInfo(parsed.name)?.negated === true;
    return keys.some(
      (key) =>
        tellingApart.has(key.name.toLowerCase()) && (negated || parsed?.name === "Bool" || parsed?.name === "Null"),
    );
  });
}
