/** EventBridge: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
import { BorrowedClient, count, type Sending, shapesOf, text } from "./borrowed-client";
import type { ClientOptions } from "./session";

const service = {
  id: "EventBridge",
  signingName: "events",
  namespace: "com.amazonaws.eventbridge",
  target: "AWSEvents",
  version: "2015-10-07",
};
const { structure, list, command } = shapesOf(service);

const Rules = list(
  "RuleList",
  structure("Rule", { Name: text, Arn: text, EventPattern: text, State: text, ScheduleExpression: text }),
);
const Targets = list("TargetList", structure("Target", { Id: text, Arn: text }));

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

const ListRulesCommand = command<{ NextToken?: string }>(
  "ListRules",
  { NextToken: text, Limit: count },
  { Rules: () => Rules, NextToken: text },
);
const ListTargetsByRuleCommand = command<{ Rule: string; NextToken?: string }>(
  "ListTargetsByRule",
  { Rule: text, NextToken: text, Limit: count },
  { Targets: () => Targets, NextToken: text },
);

export class EventBridgeClient extends BorrowedClient {
  constructor(options: ClientOptions) {
    super(options, service);
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
