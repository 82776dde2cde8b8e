/** What custom resources of AWS CDK may call (`AwsCustomResource`): its function has one role for all of them. */
import type { SyntaxNode } from "../../source/syntax-tree";
import type { ReadPolicy } from "../subject";
import type { CdkReading } from "./reading";
import { calledAction } from "./uses";

const label = "AwsCustomResource";

/** `AwsCustomResourcePolicy.fromSdkCalls({ resources })`: the calls of the resource stand beside it. */
export function sdkCalls(reading: CdkReading, node: SyntaxNode): readonly ReadPolicy[] {
  const list = reading.optionsOf(node).get("resources");
  const isAny = list !== undefined && /\.ANY_RESOURCE$/.test(reading.file.text(list));
  const resources = isAny ? [["*"]] : list && reading.resourcesIn(list);
  const entry = node.parent;
  const around = entry?.type === "keyword_argument" ? entry.parent?.parent : entry?.parent;
  const beside = around ? [...reading.propertiesIn(around)] : [];
  const calls = beside.filter(([key]) => /^on(?:Create|Update|Delete)$/.test(key)).map(([, value]) => value);
  return (calls.length === 0 ? [node] : calls).flatMap((one) => {
    const of = reading.propertiesIn(reading.file.resolve(one).base);
    const action = calledAction(reading, of);
    // What a call is given beside them decides nothing.
    const said = [of.get("service"), of.get("action"), list].filter((each) => each !== undefined);
    return action === null || !resources
      ? (said.length > 0 ? said : [one]).map((each) => reading.unread(each, { policyType: "identity", label }))
      : [reading.made([{ actions: [action], resources }], label, of.get("action")!)];
  });
}
