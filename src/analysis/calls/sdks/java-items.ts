/** What is put into transactions and batches of the enhanced DynamoDB client of AWS SDK for Java 2. */
import { childOf, partsOf, type SyntaxNode, textOf } from "../../source/syntax-tree";
import type { At } from "../following";
import type { CallSyntax } from "../syntax";
import { sdk, text, type Thing } from "../things";
import type { Given } from "../uses";

/** Methods of builders that add an item of a table, and what it is in a transaction. */
const adding: Readonly<Record<string, string>> = {
  addputitem: "put",
  addupdateitem: "update",
  adddeleteitem: "delete",
  addconditioncheck: "conditioncheck",
  addgetitem: "get",
};
const addsItem = /\.(add(?:Put|Update|Delete|Get)Item|addConditionCheck)\s{0,99}\(/g;
const mostNodes = 5000;

interface Added {
  readonly kind: string;
  readonly table: readonly Thing[];
}

/** The items of a transaction as those of the API, and the tables of a batch. */
export function givenByItems(call: CallSyntax, at: At): Given {
  const added = itemsAdded(call, at);
  const ofBatches = call.arguments.flatMap(({ value }) => argumentsOf(value, /^mappedTableResource$/, at));
  const tables = ofBatches.length > 0 ? ofBatches.flatMap(tableOf) : (added ?? []).flatMap(({ table }) => table);
  return (parameter) => {
    if (parameter === "TransactItems") return added?.map(({ kind, table }) => itemOf(kind, table)) ?? null;
    return parameter === "TableName" && tables.length > 0 ? tables : null;
  };
}

function itemOf(kind: string, table: readonly Thing[]): Thing {
  const built = (given: ReadonlyMap<string, readonly Thing[]>): Thing =>
    sdk({ kind: "request", what: "builder", service: "", operation: "", given });
  return built(new Map([[kind, [built(new Map([["tablename", table]]))]]]));
}

/** Null where not all of them are known. */
function itemsAdded(call: CallSyntax, at: At): readonly Added[] | null {
  const all: Added[] = [];
  for (const { value } of call.arguments) {
    const found = value.type === "lambda_expression" ? ofLambda(value, at) : ofRequest(value, at);
    if (!found) return null;
    all.push(...found);
  }
  return all.length > 0 ? all : null;
}

/** `b -> b.addPutItem(table, item)` */
function ofLambda(lambda: SyntaxNode, at: At): readonly Added[] | null {
  const { tree } = at.file;
  const parameters = childOf(lambda, "parameters");
  const name = parameters ? textOf(tree, parameters).replace(/[()\s]/g, "") : "";
  const isHandedOn = nodesIn(childOf(lambda, "body") ?? lambda).some(
    (node) =>
      (node.type === "identifier" && node.parent?.type === "argument_list" && textOf(tree, node) === name) ||
      (node.type === "method_reference" && textOf(tree, node).startsWith(`${name}::`)),
  );
  return isHandedOn ? null : addedIn(lambda, at);
}

/** `TransactWriteItemsEnhancedRequest.builder().addPutItem(table, item).build()` */
function ofRequest(expression: SyntaxNode, at: At): readonly Added[] | null {
  const { tree } = at.file;
  if (textOf(tree, expression).includes(".builder()")) return addedIn(expression, at);
  const things = at.flow.value(at.file, expression, at.frame);
  const built = things.flatMap((thing): readonly Added[] =>
    thing.kind === "sdk" && thing.sdk.kind === "request"
      ? [...(thing.sdk.given ?? [])].flatMap(([name, tables]) => addedBy(name, tables))
      : [],
  );
  const kinds = new Set(built.map(({ kind }) => kind));
  // A builder that has a name may get more.
  const isAll = Array.from(tree.text.matchAll(addsItem)).every(([, name]) => kinds.has(adding[name!.toLowerCase()]!));
  return isAll && things.length === 1 ? built : null;
}

function addedIn(node: SyntaxNode, at: At): readonly Added[] {
  const { tree } = at.file;
  return nodesIn(node).flatMap((one) => {
    const name = one.type === "method_invocation" ? childOf(one, "name") : null;
    const list = name && childOf(one, "arguments");
    const argument = list && partsOf(list)[0];
    return name && argument ? addedBy(textOf(tree, name), at.flow.value(at.file, argument, at.frame)) : [];
  });
}

function addedBy(method: string, tables: readonly Thing[]): readonly Added[] {
  const kind = adding[method.toLowerCase()];
  if (kind === undefined) return [];
  const table = tables.flatMap(tableOf);
  return [{ kind, table: table.length > 0 ? table : [text(null)] }];
}

function argumentsOf(node: SyntaxNode, method: RegExp, at: At): readonly Thing[] {
  return nodesIn(node).flatMap((one) => {
    const name = one.type === "method_invocation" ? childOf(one, "name") : null;
    const list = name && method.test(textOf(at.file.tree, name)) ? childOf(one, "arguments") : null;
    const argument = list && partsOf(list)[0];
    return argument ? at.flow.value(at.file, argument, at.frame) : [];
  });
}

/** The name of the table that is meant. */
function tableOf(thing: Thing): readonly Thing[] {
  return thing.kind === "sdk" && thing.sdk.kind === "helper" ? (thing.sdk.given?.get("TableName") ?? [text(null)]) : [];
}

function nodesIn(node: SyntaxNode): readonly SyntaxNode[] {
  const all: SyntaxNode[] = [node];
  for (let index = 0; index < all.length && all.length < mostNodes; index++) all.push(...all[index]!.children);
  return all;
}
