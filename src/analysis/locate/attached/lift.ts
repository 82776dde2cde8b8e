/** Constructs of serverless-lift: buckets, queues, tables and the like that the role of the functions may use. */
import { valueAt, type ValueNode } from "../../value";

/** Whether a text may have one; the test is cheap. */
export function mayHaveLift(text: string): boolean {
  return text.includes("serverless-lift") && text.includes("constructs");
}

/** What decides what each allows: nobody knows here what the plugin gives for it to the functions, and to services of AWS. */
export function constructsOfLift(root: ValueNode): readonly { readonly name: string; readonly node: ValueNode }[] {
  const constructs = valueAt(root, "service") && valueAt(root, "constructs");
  if (!constructs) return [];
  if (constructs.kind !== "object") return [{ name: "constructs", node: constructs }];
  return constructs.entries.flatMap(({ key: name, value }) => {
    if (value.kind !== "object") return [{ name, node: value }];
    const type = valueAt(value, "type");
    if (type?.kind === "string" && type.value === "vpc") return [];
    return value.entries.filter(({ key }) => !ofNobody.has(key)).map((one) => ({ name, node: one.value }));
  });
}

/** Settings that decide nothing about access (github.com/getlift/lift, docs). */
const ofNobody = new Set([
  ...["alarm", "archive", "assets", "batchSize", "certificate", "delay", "domain", "errorPage", "eventType"],
  ...["gsiCount", "localSecondaryIndexes", "maxBatchingWindow", "maxConcurrency", "maxRetries", "path"],
  ...["redirectToMainDomain", "security", "forwardedHeaders"],
]);
