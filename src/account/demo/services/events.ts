/** EventBridge of the demo account. */
import type { AccountState } from "../description";
import type { EventRuleDescription } from "../descriptions/monitoring";
import { json11 } from "../protocols/json";
import { ServiceError } from "../protocols/protocol";
import { type Call, type DemoService, pageByToken } from "./service";

export const events: DemoService = {
  protocol: json11,
  operations: {
    ListRules: (state, call) =>
      pageByToken(
        rulesIn(state, call).map(({ name, pattern, stateOfRule }) => ({
          Name: name,
          Arn: `arn:aws:events:${call.region}:${state.description.id}:rule/${name}`,
          EventPattern: JSON.stringify(pattern),
          State: stateOfRule,
          EventBusName: "default",
        })),
        "Rules",
        call,
        "NextToken",
        "Limit",
      ),
    ListTargetsByRule: (state, call) => {
      const rule = rulesIn(state, call).find(({ name }) => name === call.parameters.Rule);
      if (!rule)
        throw new ServiceError(
          "ResourceNotFoundException",
          400,
          `Rule ${String(call.parameters.Rule)} does not exist on EventBus default.`,
        );
      return pageByToken(
        rule.targets.map((Arn, index) => ({ Id: `target-${index}`, Arn })),
        "Targets",
        call,
        "NextToken",
        "Limit",
      );
    },
  },
};

function rulesIn(
  { description }: AccountState,
  { region }: Call,
): readonly (EventRuleDescription & { readonly stateOfRule: string })[] {
  return (description.eventRules ?? [])
    .filter((rule) => rule.region === region)
    .map((rule) => ({ ...rule, stateOfRule: rule.state ?? "ENABLED" }));
}
