/** How a call is granted to a function of SAM whose role SAM makes: in its list `Policies`. */
import { say, type Sentence } from "../../wording/sentence";
import type { Change, NewValue, Writer } from "../locate/located";
import { covers } from "../policy/wildcard";
import { entryOf, type TextPart, valueAt, type ValueNode } from "../value";
import { writtenParts } from "./declared-names";
import { type GrantProposal, listed, resourceValue, type RoleDocument, statementValue } from "./grant-call";
import { samTemplate, samTemplateNames } from "./sam-policies";
import type { UnitRole } from "./unit";
import { leastStatements, type NeededGrant } from "./written-policy";

/** The function's own list of a template; what is nearest to what stands there first. */
export function grantsInSam(
  needed: readonly NeededGrant[],
  unit: string,
  role: UnitRole,
  root: ValueNode,
  writer: Writer,
  document: RoleDocument,
): readonly GrantProposal[] {
  const resource = valueAt(root, "Resources", unit);
  const type = valueAt(resource, "Type");
  const properties = valueAt(resource, "Properties");
  if (type?.kind !== "string" || type.value !== "AWS::Serverless::Function" || properties?.kind !== "object") return [];
  if (entryOf(properties, "Role") || valueAt(root, "Globals", "Function", "Role")) return [];
  const policies = entryOf(properties, "Policies")?.value;
  const change = (value: NewValue): Change | null => {
    if (!policies) return { kind: "addEntry", to: properties, key: "Policies", value: [value] };
    if (policies.kind === "array") return { kind: "addItem", to: policies, value };
    return policies.kind === "string" ? { kind: "replace", node: policies, value: [policies.value, value] } : null;
  };
  const proposal = (title: Sentence, value: NewValue | null): GrantProposal[] => {
    const made = value === null ? null : change(value);
    const edits = made && writer.edits([made]);
    return edits ? [{ title, edits }] : [];
  };
  return [
    ...templatesFor(needed).flatMap(({ name, value }) =>
      proposal(say`Allow ${listed(needed)} by the policy template ${name}`, { [name]: value }),
    ),
    ...proposal(say`Allow ${listed(needed)} in a policy of ${role.name}`, policyOf(needed, role, document)),
  ];
}

function policyOf(needed: readonly NeededGrant[], role: UnitRole, document: RoleDocument): NewValue | null {
  const statements = leastStatements(needed).map(({ actions, resources }) => {
    const values = resources.map((one) => resourceValue(one, role.names, document));
    return values.includes(null) ? null : statementValue(actions, values as NewValue[]);
  });
  return statements.includes(null) ? null : { Version: "2012-10-17", Statement: statements as NewValue[] };
}

/** The parameters of policy templates that stand for the name of one resource. */
const parameters = [
  "TableName",
  "BucketName",
  "QueueName",
  "TopicName",
  "FunctionName",
  "StateMachineName",
  "StreamName",
  "DeliveryStreamName",
  "EventBusName",
];
const mostTemplates = 1;

/** Policy templates that allow all of this, the narrowest first. */
function templatesFor(needed: readonly NeededGrant[]): readonly { readonly name: string; readonly value: NewValue }[] {
  const holes = new Set(
    needed.flatMap(({ resource }) => [...resource.matchAll(/\$\{([\w.]+)\}/g)].map((one) => one[1]!)),
  );
  const [hole, ...others] = [...holes].filter((one) => !one.startsWith("AWS::"));
  if (hole === undefined || others.length > 0) return [];
  const [id = "", attribute] = hole.split(".");
  const value: NewValue = attribute === undefined ? { Ref: id } : { "Fn::GetAtt": [id, attribute] };
  const isFilled = (parts: readonly TextPart[]) => parts.some((part) => typeof part !== "string" && part.name === hole);
  const found = samTemplateNames.flatMap((name) =>
    parameters.flatMap((parameter) => {
      const statements = samTemplate(name, (one) => (one === parameter ? [{ name: hole }] : null));
      const isEnough = needed.every(({ action, resource }) =>
        statements?.some(
          (one) =>
            one.actions.some(
              (other) => other === action || (other.endsWith("*") && action.startsWith(other.slice(0, -1))),
            ) && one.resources.some((parts) => isFilled(parts) && covers(writtenParts(parts), resource)),
        ),
      );
      const size = statements?.reduce((sum, one) => sum + one.actions.length, 0) ?? 0;
      return isEnough ? [{ name, size, value: { [parameter]: value } }] : [];
    }),
  );
  return found.sort((a, b) => a.size - b.size).slice(0, mostTemplates);
}
