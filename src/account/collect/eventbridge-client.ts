/**
 * EventBridge, of which two operations are needed: CloudTrail's client speaks the same protocol, and is bundled anyway.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html
 */
import { CloudTrailClient, type CloudTrailClientConfig } from "@aws-sdk/client-cloudtrail";
import { makeBuilder } from "@smithy/core/client";
import { getEndpointPlugin } from "@smithy/core/endpoints";
import type { StaticListSchema, StaticOperationSchema, StaticStructureSchema } from "@smithy/types";

import { dnsSuffix, partitionOfRegion } from "../partitions";
import type { ClientOptions } from "./session";

const namespace = "com.amazonaws.eventbridge";
const text = 0 as const;
const count = 1 as const;

const Rule: StaticStructureSchema = [
  3,
  namespace,
  "Rule",
  0,
  ["Name", "Arn", "EventPattern", "State", "ScheduleExpression"],
  [text, text, text, text, text],
];
const Rules: StaticListSchema = [1, namespace, "RuleList", 0, () => Rule];
const Target: StaticStructureSchema = [3, namespace, "Target", 0, ["Id", "Arn"], [text, text]];
const Targets: StaticListSchema = [1, namespace, "TargetList", 0, () => Target];
const ListRulesRequest: StaticStructureSchema = [
  3,
  namespace,
  "ListRulesRequest",
  0,
  ["NextToken", "Limit"],
  [text, count],
];
const ListRulesResponse: StaticStructureSchema = [
  3,
  namespace,
  "ListRulesResponse",
  0,
  ["Rules", "NextToken"],
  [() => Rules, text],
];
const ListTargetsRequest: StaticStructureSchema = [
  3,
  namespace,
  "ListTargetsByRuleRequest",
  0,
  ["Rule", "NextToken", "Limit"],
  [text, text, count],
];
const ListTargetsResponse: StaticStructureSchema = [
  3,
  namespace,
  "ListTargetsByRuleResponse",
  0,
  ["Targets", "NextToken"],
  [() => Targets, text],
];
const ListRules: StaticOperationSchema = [
  9,
  namespace,
  "ListRules",
  0,
  () => ListRulesRequest,
  () => ListRulesResponse,
];
const ListTargetsByRule: StaticOperationSchema = [
  9,
  namespace,
  "ListTargetsByRule",
  0,
  () => ListTargetsRequest,
  () => ListTargetsResponse,
];

export interface RulePage {
  readonly Rules?: readonly {
    readonly Name?: string;
    readonly EventPattern?: string;
    /** `ENABLED`, `DISABLED`, `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`. */
    readonly State?: string;
  }[];
  readonly NextToken?: string;
}

export interface TargetPage {
  readonly Targets?: readonly { readonly Arn?: string }[];
  readonly NextToken?: string;
}

const parameters = {
  Region: { type: "builtInParams", name: "region" },
  Endpoint: { type: "builtInParams", name: "endpoint" },
} as const;
const command = makeBuilder(parameters, "AWSEvents", "EventBridgeClient", getEndpointPlugin);

type Command<Input> = new (input: Input) => Parameters<CloudTrailClient["send"]>[0];
const ListRulesCommand = command({}, () => [], "ListRules", ListRules) as unknown as Command<{ NextToken?: string }>;
const ListTargetsByRuleCommand = command({}, () => [], "ListTargetsByRule", ListTargetsByRule) as unknown as Command<{
  Rule: string;
  NextToken?: string;
}>;

type Sending = { readonly abortSignal: AbortSignal };

export class EventBridgeClient extends CloudTrailClient {
  constructor(options: ClientOptions) {
    super({
      ...options,
      serviceId: "EventBridge",
      signingName: "events",
      protocolSettings: {
        defaultNamespace: namespace,
        errorTypeRegistries: [],
        xmlNamespace: "http://events.amazonaws.com/doc/2015-10-07",
        version: "2015-10-07",
        serviceTarget: "AWSEvents",
      },
      endpointProvider: ({ Region = options.region, Endpoint }) => ({
        url: new URL(Endpoint ?? `https://events.${Region}.${dnsSuffix(partitionOfRegion(Region))}`),
      }),
      httpAuthSchemeProvider: ({ region }) => [
        {
          schemeId: "aws.auth#sigv4",
          signingProperties: { name: "events", region, signingName: "events" },
          propertiesExtractor: (config: object, context: object) => ({ signingProperties: { config, context } }),
        },
      ],
    } as CloudTrailClientConfig);
  }

  listRules(NextToken: string | undefined, options: Sending): Promise<RulePage> {
    return this.send(new ListRulesCommand(NextToken === undefined ? {} : { NextToken }), options) as Promise<RulePage>;
  }

  listTargets(Rule: string, NextToken: string | undefined, options: Sending): Promise<TargetPage> {
    return this.send(
      new ListTargetsByRuleCommand(NextToken === undefined ? { Rule } : { Rule, NextToken }),
      options,
    ) as Promise<TargetPage>;
  }
}
