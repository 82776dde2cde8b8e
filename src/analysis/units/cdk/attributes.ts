/** What CDK's attributes of a construct stand for: its name, its ARN. */
import type { CdkConstruct } from "../../knowledge/cdk-grants";
import type { TextPart } from "../../value";
import { joined } from "../declared-names";

const region: TextPart = { name: "AWS::Region" };
const account: TextPart = { name: "AWS::AccountId" };

/** The attribute of something of this name; null where its name does not tell. */
export function knownAttribute(
  { kind, name }: { readonly kind: CdkConstruct | null; readonly name: readonly TextPart[] },
  attribute: string,
): readonly TextPart[] | null {
  if (kind?.name === attribute) return name;
  if (kind?.arn === attribute) return arnOf(kind, name);
  if (kind && kind.url === attribute) return joined(["https://sqs.", region, ".amazonaws.com/", account, "/", ...name]);
  return null;
}

/** The ARN of a construct with this name. */
export function arnOf({ pattern }: Pick<CdkConstruct, "pattern">, name: readonly TextPart[]): readonly TextPart[] {
  const [first, ...others] = name;
  // The ARN of a parameter has one slash before its name, which may begin with one itself.
  const own = pattern.startsWith("ssm:") && typeof first === "string" ? [first.replace(/^\//, ""), ...others] : name;
  const parts = pattern.split(/(\{\w+\})/).flatMap((part): readonly TextPart[] => {
    if (part === "{region}") return [region];
    if (part === "{account}") return [account];
    return part === "{name}" ? own : [part];
  });
  return joined(["arn:aws:", ...parts]);
}

/** The name by which something of elsewhere is called, as a text of the file would have it; null for what is more than a variable or a field. */
export function writtenName(expression: string): readonly TextPart[] | null {
  return /^[\w.$!?]{1,100}$/.test(expression) ? [{ name: expression.replace(/[!?]/g, "") }] : null;
}
