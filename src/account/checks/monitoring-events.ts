/** Events as CloudTrail records them, to see which of them a filter takes. */
import type { Json } from "./filter-pattern/matches";

export interface EventFields {
  readonly source: string;
  readonly name: string;
  /** Default: us-east-1 of services that are global, and several Regions of others. */
  readonly regions?: readonly string[];
  readonly more?: { readonly [key: string]: Json };
}

const ofOneRegion = new Set(["iam.amazonaws.com", "organizations.amazonaws.com"]);

/** The Regions in which an event can happen; null: in every one. */
export function placesOf({ source, regions }: EventFields): readonly string[] | null {
  return regions ?? (ofOneRegion.has(source) ? ["us-east-1"] : null);
}

/** The same event in several surroundings: who, where and how are not what a filter is meant to tell apart. */
export function eventsOf({ source, name, regions, more = {} }: EventFields): Json[] {
  const places = regions ?? (ofOneRegion.has(source) ? ["us-east-1", "us-east-1"] : ["us-east-1", "eu-west-3"]);
  return places.map((awsRegion, index): Json => ({
    eventVersion: "1.11",
    userIdentity: callers[index % callers.length]!,
    eventTime: "2026-06-01T09:41:00Z",
    eventSource: source,
    eventName: name,
    awsRegion,
    sourceIPAddress: index === 0 ? "198.51.100.7" : "203.0.113.25",
    userAgent: index === 0 ? "aws-cli/2.31.0" : "Mozilla/5.0",
    requestParameters: {},
    responseElements: null,
    requestID: "c0ffee00-0000-4000-8000-000000000000",
    eventID: "c0ffee00-0000-4000-8000-000000000001",
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: "123456789012",
    eventCategory: "Management",
    ...more,
  }));
}

const role: Json = {
  type: "AssumedRole",
  principalId: "AROAEXAMPLE:ines",
  arn: "arn:aws:sts::123456789012:assumed-role/work/ines",
  accountId: "123456789012",
  sessionContext: {
    sessionIssuer: { type: "Role", userName: "work" },
    attributes: { mfaAuthenticated: "false", creationDate: "2026-06-01T09:00:00Z" },
  },
};
const user: Json = {
  type: "IAMUser",
  principalId: "AIDAEXAMPLE",
  arn: "arn:aws:iam::123456789012:user/tomasz",
  accountId: "123456789012",
  userName: "tomasz",
};
const callers: readonly Json[] = [role, user];

export const rootUser: Json = {
  type: "Root",
  principalId: "123456789012",
  arn: "arn:aws:iam::123456789012:root",
  accountId: "123456789012",
};
export const consoleUser = user;

/** What happens all day; a filter that takes it too tells of nothing. */
export const ordinary: readonly Json[] = eventsOf({
  source: "ec2.amazonaws.com",
  name: "DescribeInstances",
  more: { readOnly: true },
});
