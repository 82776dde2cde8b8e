/** Which data events of S3 objects a trail records, by basic and by advanced event selectors. */
import type { BasicSelector, EventSelectors, FieldSelector } from "../sections/cloudtrail";

export interface ObjectEvents {
  /** Of every bucket, but for some that may be left out by name. */
  readonly read: boolean;
  readonly write: boolean;
  /** Of some buckets or calls only. */
  readonly some: boolean;
}

const objects = "AWS::S3::Object";
/** What stands for the objects of every bucket. */
const everyBucket = /^arn:[\w-]+:s3(?::{3})?$/;

export function objectEvents({ basic, advanced }: EventSelectors): ObjectEvents {
  const parts = [
    ...basic.flatMap(byValues),
    ...advanced.filter(({ fields }) => isOfObjects(fields)).map(({ fields }) => byFields(fields)),
  ];
  return {
    read: parts.some((part) => part.read),
    write: parts.some((part) => part.write),
    some: parts.some((part) => part.some),
  };
}

function byValues({ readWriteType, dataResources }: BasicSelector): ObjectEvents[] {
  return dataResources
    .filter(({ type }) => type === objects)
    .map(({ values }) =>
      values.some((value) => everyBucket.test(value))
        ? { read: readWriteType !== "WriteOnly", write: readWriteType !== "ReadOnly", some: false }
        : { read: false, write: false, some: values.length > 0 },
    );
}

function isOfObjects(fields: readonly FieldSelector[]): boolean {
  const has = (field: string, value: string) =>
    fields.some((one) => one.field === field && (one.operators.equals?.includes(value) ?? false));
  return has("eventCategory", "Data") && has("resources.type", objects);
}

function byFields(fields: readonly FieldSelector[]): ObjectEvents {
  const narrowing = fields.some(
    ({ field, operators }) =>
      !["eventCategory", "resources.type", "readOnly"].includes(field) &&
      !(field === "resources.ARN" && leavesOutSome(operators)),
  );
  if (narrowing) return { read: false, write: false, some: true };
  const readOnly = fields.find(({ field }) => field === "readOnly")?.operators.equals;
  return { read: readOnly?.includes("true") ?? true, write: readOnly?.includes("false") ?? true, some: false };
}

/** Such as the bucket of the trail itself: its writes would be recorded in it, and so on without end. */
function leavesOutSome(operators: FieldSelector["operators"]): boolean {
  return Object.entries(operators).every(
    ([operator, values]) =>
      values.length === 0 ||
      operator.startsWith("not") ||
      (operator === "startsWith" && values.some((value) => everyBucket.test(value))),
  );
}
