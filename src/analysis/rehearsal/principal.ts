/** Who a role or user of a workspace is when it has been deployed: by its ARN, and by the ARNs that it may turn out to have. */
import type { Workspace } from "../assertions/workspace";
import type { Subject } from "../change/subject";
import { partitionsOf } from "../decide/cases";
import { findText } from "../decide/find-text";
import { TextSet } from "../decide/text-set";
import { any, codesOf, type Tokens, tokensOf } from "../decide/tokens";
import type { TextPart } from "../value";
import { type ControlPolicy, principalsIn } from "./control-policy";

/** The account of documentation (AWS: "Example account IDs"). */
const account = "111122223333";
const most = 8;
const longest = 300;

export interface Possible {
  /** The likeliest first: whom the policy may tell apart are others. */
  readonly arns: readonly string[];
  /** There may be more. */
  readonly isOpen: boolean;
}

/** The ARNs that a holder may have, one for each principal that the policy names and that it may be. */
export function possiblePrincipals(
  subject: Subject,
  kind: "role" | "user",
  workspace: Workspace,
  control: ControlPolicy,
): Possible {
  const names = workspace.namesOf(subject.scope);
  const reference = `${subject.name}.${subject.name.includes(".") ? "arn" : "Arn"}`;
  const written = names.resolve([{ name: reference }]);
  const [first, , ...behind] = written;
  const isKnown = first === "arn:aws:iam::" && typeof behind[0] === "string" && behind[0].startsWith(`:${kind}/`);
  const own: readonly TextPart[] = isKnown ? behind : [`:${kind}/`, { name: "" }];
  const isGenerated = (name: string): boolean => name !== "" && names.isGenerated(name);
  const likely = own.map((part) =>
    typeof part === "string"
      ? part
      : isGenerated(part.name)
        ? `stack-${part.name}-1A2B3C4D5E6F`
        : bareName(subject.name),
  );
  // CloudFormation puts the names of the stack and of the resource before what it makes up.
  const pattern: Tokens = own.flatMap((part) =>
    typeof part === "string"
      ? codesOf(part)
      : isGenerated(part.name)
        ? [any, ...codesOf(`-${part.name}-`), any]
        : [any],
  );
  // What CloudFormation makes up has no slash, and stands behind the path.
  const [path = "", name, ...rest] = own;
  const isPathKnown =
    typeof path === "string" && typeof name === "object" && isGenerated(name.name) && rest.length === 0;
  const without = isPathKnown ? [set([...codesOf(path), any, ...codesOf("/"), any])] : [];
  const named = principalsIn(control);
  const isOfAny = (text: string): boolean => text.startsWith("arn:*:");
  const partitions = new Set(named.flatMap((text) => (isOfAny(text) ? [] : partitionsOf(text))));
  // Whoever writes a policy for one partition attaches it there.
  const [home = "aws"] = partitions.has("aws") ? [] : partitions;
  const others = named.flatMap((text) => {
    const [, , , , of = "*", ...resource] = text.split(":");
    if (text.length > longest || resource.length === 0) return [];
    const tokens = tokensOf([`:${resource.join(":")}`], { wildcards: true });
    const found = tokens && findText({ within: [set(pattern), set(tokens)], without }, { spend: () => undefined });
    const [number] = /^\d{12}$/.exec(of) ?? [account];
    const [partition] = isOfAny(text) ? [home] : partitionsOf(text);
    return found && partition !== undefined ? [`arn:${partition}:iam::${number}${String.fromCharCode(...found)}`] : [];
  });
  const arns = [...new Set([`arn:${home}:iam::${account}${likely.join("")}`, ...others])];
  return { arns: arns.slice(0, most), isOpen: arns.length > most };
}

function set(tokens: Tokens): TextSet {
  return new TextSet([tokens], false);
}

/** `aws_iam_role.api` is a role of the name `api`, as far as anybody can tell. */
function bareName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).replace(/[^\w+=,.@-]/g, "-") || "example";
}
