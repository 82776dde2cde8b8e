/** What trails and event data stores record, as CloudTrail says it. */
import type {
  AdvancedEventSelector,
  AdvancedFieldSelector,
  EventSelector as SdkSelector,
  GetEventSelectorsResponse,
} from "@aws-sdk/client-cloudtrail";

import type { AdvancedSelector, EventSelectors, FieldSelector, Trail } from "../sections/cloudtrail";

const untouchedSelector: SdkSelector = {};

/**
 * Where AWS leaves a value out its default holds, and a trail of which nobody chose anything has one selector: all management events.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 */
export function toSelectors(
  { EventSelectors = [], AdvancedEventSelectors = [] }: GetEventSelectorsResponse,
  { customSelectors }: Trail,
): EventSelectors {
  const untouched = EventSelectors.length + AdvancedEventSelectors.length === 0 && !customSelectors;
  return {
    basic: (untouched ? [untouchedSelector] : EventSelectors).map(
      ({ ReadWriteType, IncludeManagementEvents, DataResources }) => ({
        readWriteType: ReadWriteType ?? "All",
        managementEvents: IncludeManagementEvents ?? true,
        dataResources: (DataResources ?? []).map(({ Type, Values }) => ({ type: Type ?? "", values: Values ?? [] })),
      }),
    ),
    advanced: AdvancedEventSelectors.map(toAdvanced),
  };
}

export function toAdvanced({ Name, FieldSelectors }: AdvancedEventSelector): AdvancedSelector {
  return { name: Name ?? null, fields: (FieldSelectors ?? []).map(toFieldSelector) };
}

function toFieldSelector({
  Field,
  Equals,
  NotEquals,
  StartsWith,
  NotStartsWith,
  EndsWith,
  NotEndsWith,
}: AdvancedFieldSelector): FieldSelector {
  const operators = {
    equals: Equals,
    notEquals: NotEquals,
    startsWith: StartsWith,
    notStartsWith: NotStartsWith,
    endsWith: EndsWith,
    notEndsWith: NotEndsWith,
  };
  return {
    field: Field ?? "",
    operators: Object.fromEntries(
      Object.entries(operators).filter((entry): entry is [string, string[]] => entry[1] !== undefined),
    ),
  };
}
