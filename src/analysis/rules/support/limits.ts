/** Whether the condition of an Allow limits what it allows at all. */
import type { ConditionBlock, ConditionKey, Statement } from "../../policy/model";
import { operatorInfo } from "../../policy/operators";
import { fixesNetwork } from "./narrowing";

/** What every caller decides for each request: TLS, the name of the program, how it signs. */
const chosen =
  /^(?:aws:(?:securetransport|useragent|referer)|s3:(?:authtype|signatureversion|tlsversion|signatureage))$/;
/** Keys that the request of every principal has. */
const always =
  /^aws:(?:principal(?:arn|account|type|isawsservice)|userid|requestedregion|currenttime|epochtime|securetransport|sourceip|viaawsservice)$/;

/** Whether no condition keeps its holder from any request that they may want to make. */
export function isUnlimited({ condition }: Statement): boolean {
  return condition === null || (condition.complete && condition.blocks.every((block) => isIdle(block)));
}

function isIdle(block: ConditionBlock): boolean {
  return block.complete && block.keys.every((key) => key.complete && holdsAnyway(block, key));
}

/** Whether the condition on this key holds for every request, or for every one that is made with a little care. */
export function holdsAnyway({ parsed }: ConditionBlock, { name, items }: ConditionKey): boolean {
  const key = name.toLowerCase();
  const info = parsed && operatorInfo(parsed.name);
  if (!info || items.length === 0 || items.some((item) => item.conditional)) return false;
  if (chosen.test(key)) return true;
  if (info.negated || !always.test(key)) return false;
  const values = items.map(({ value }) => value?.toLowerCase() ?? null);
  switch (info.type) {
    case "String":
    case "Arn":
      return (
        (info.wildcards && values.some((value) => value !== null && /^[*]+$|^arn(?::\*+){5}$/.test(value))) ||
        values.includes(`\${${key}}`)
      );
    case "IpAddress":
      return !fixesNetwork(items);
    case "Null":
      return values.every((value) => value === "false");
    case "Bool":
      return values.includes("true") && values.includes("false");
    default:
      return false;
  }
}
