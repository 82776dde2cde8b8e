/** Reads a policy out of a value tree of any form. Total: whatever the tree holds, it never throws. */
import type { PolicyPath } from "../finding";
import { entryOf, type ObjectNode, type TextPart, type ValueNode } from "../value";
import { completedArn } from "./arn";
import { choicesOf, isOpen, scalarOf } from "./elements";
import { inferType, isOfEndpoint } from "./infer-type";
import { isOfStack } from "./looks-like-policy";
import {
  endpointType,
  type Item,
  type ListElement,
  type Place,
  type Policy,
  type PolicyOption,
  type PolicyType,
  type Statement,
} from "./model";
import { readStatements } from "./statement";
import { typeByName } from "./type-by-name";

/**
 * The policy that an object is. The place says the type, else the option, else the name of its file, else the content. Null where the object has
 * no element of a policy and its place does not say that it is one, and for the policy of a stack of CloudFormation.
 */
export function readPolicy(
  root: ObjectNode,
  place: Place,
  option?: PolicyOption,
  rootPath: PolicyPath = [],
): Policy | null {
  if (!isPolicy(root, place, option)) return null;
  const version = entryOf(root, "Version");
  const id = entryOf(root, "Id");
  const statementEntry = entryOf(root, "Statement") ?? null;
  const read = statementEntry
    ? readStatementList(statementEntry.value, [...rootPath, "Statement"])
    : { statements: [], complete: true };
  if (place.policyType === undefined && option === undefined && isOfStack(read.statements)) return null;
  const said = option ?? (place.fileName === undefined ? undefined : typeByName(place.fileName, read.statements));
  const stated = place.policyType ?? (said === "endpoint" ? "resource" : said);
  const type = stated ?? inferType(read.statements);
  const isEndpoint =
    place.policyType === undefined && (said === "endpoint" || (!stated && isOfEndpoint(read.statements)));
  return {
    place: isEndpoint ? { resourceType: endpointType, ...place } : place,
    type,
    typeKnown: stated !== undefined,
    node: root,
    version: version ? scalarOf(version.value, [...rootPath, "Version"]) : null,
    id: id ? scalarOf(id.value, [...rootPath, "Id"]) : null,
    statementEntry,
    statements: completes(type) ? read.statements.map((one) => withWholeArns(one, type)) : read.statements,
    complete: read.complete && !isOpen(root),
  };
}

function completes(type: PolicyType): boolean {
  return type === "identity" || type === "boundary" || type === "resource";
}

/** The statement with its ARNs as AWS completes them: in policies of identities those that are too short, in the policy of an API those that begin with its stage. */
function withWholeArns(statement: Statement, type: PolicyType): Statement {
  const { resource, notResource } = statement;
  const completedParts = type === "resource" ? partsOfApi : partsOfShort;
  const whole = (element: ListElement | null): ListElement | null => {
    if (!element?.items.some((item) => completedParts(item) !== null)) return element;
    const items = element.items.map((item): Item => {
      const completed = completedParts(item);
      return completed === null ? item : { ...item, completed };
    });
    return { ...element, items };
  };
  const [ours, others] = [whole(resource), whole(notResource)];
  return ours === resource && others === notResource
    ? statement
    : { ...statement, resource: ours, notResource: others };
}

/** One with all its segments, which most are, has five colons. */
const wholeArn = /^arn(?::[^:]*){5}/;

function partsOfShort({ value }: Item): readonly TextPart[] | null {
  const text = value !== null && value.startsWith("arn") && !wholeArn.test(value) ? completedArn(value) : null;
  return text === null ? null : [text];
}

const shortOfApi = "execute-api:";

/**
 * `execute-api:/stage/GET/path` in the policy of an API is of the API that it stands on, whichever that is (API Gateway Developer
 * Guide: "API Gateway resource policy examples").
 */
function partsOfApi({ parts: [first, ...others] }: Item): readonly TextPart[] | null {
  if (typeof first !== "string" || !/^execute-api:[/*]/.test(first)) return null;
  return [`arn:*:execute-api:*:*:*${first.slice(shortOfApi.length)}`, ...others];
}

/** Whether `readPolicy` reads one there, which it costs nothing to say. */
export function isPolicy(root: ObjectNode, place: Place, option?: PolicyOption): boolean {
  return (
    (place.policyType ?? option) !== undefined || ["Version", "Id", "Statement"].some((name) => entryOf(root, name))
  );
}

function readStatementList(
  value: ValueNode,
  path: PolicyPath,
): { statements: readonly Statement[]; complete: boolean } {
  const statements: Statement[] = [];
  let complete = true;
  const lists = new Set<ValueNode>();
  const add = (node: ValueNode, at: PolicyPath, conditional: boolean, nested: boolean): void => {
    for (const choice of choicesOf(node, conditional)) {
      if (choice.node?.kind === "object") statements.push(...readStatements(choice.node, at, choice.conditional));
      else if (choice.node?.kind === "unknown" || choice.node?.kind === "template") complete = false;
      else if (choice.node?.kind === "array" && (!nested || choice.conditional)) {
        if (lists.has(choice.node)) continue;
        lists.add(choice.node);
        choice.node.items.forEach((item, index) => add(item, nested ? at : [...at, index], choice.conditional, true));
      }
    }
  };
  add(value, path, false, false);
  return { statements, complete };
}
