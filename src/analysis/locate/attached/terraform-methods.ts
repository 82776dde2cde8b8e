/** Methods and routes of APIs in Terraform: whether they ask who calls. */
import { unknown } from "../../source/intrinsics";
import { listNode } from "../../source/made-values";
import { tableOf } from "../../table";
import { spanOf, startOf } from "../../text";
import type { ValueNode } from "../../value";
import { documentAround } from "../document-around";
import { addressOf, argumentOf, type Block } from "../terraform/blocks";
import { addressIn } from "../terraform/holders";
import type { BlockValues } from "../terraform/values";
import { type Bare, bareInTerraform, methodType } from "./bare";
import type { Door } from "./door";

/** Whether a text may have one; the test is cheap. */
export function mayHaveTerraformMethod(text: string): boolean {
  return /\baws_(?:api_gateway_method|apigatewayv2_route)"/.test(text);
}

/** By the type of a resource the argument that says whom it asks for what (registry.terraform.io: hashicorp/aws). */
const askingArguments: { readonly [type: string]: string | undefined } = tableOf({
  aws_api_gateway_method: "authorization",
  aws_apigatewayv2_route: "authorization_type",
});

/** Whether it asks who calls; null: that is left open; undefined: it is no method, or one by which a browser asks what it may ask. */
function asksWho(block: Block, values: BlockValues): boolean | null | undefined {
  const argument = block.type === "resource" ? askingArguments[block.labels[0] ?? ""] : undefined;
  if (argument === undefined) return undefined;
  const verb = argumentOf(block, "http_method");
  const said = verb && values.value(verb);
  if (said?.kind === "string" && said.value.toUpperCase() === "OPTIONS") return undefined;
  const given = argumentOf(block, argument);
  const type = given && values.value(given);
  if (!type || isNull(type)) return false;
  return type.kind === "string" ? type.value.toUpperCase() !== "NONE" : null;
}

function isNull(node: ValueNode): boolean {
  return node.kind === "null" || (node.kind === "unknown" && node.alternatives.length === 1 && !node.alternatives[0]);
}

/** A method that asks, or may ask. */
export function methodDoor(block: Block, values: BlockValues): Door | null {
  const asks = asksWho(block, values);
  if (asks === undefined || asks === false) return null;
  const at = spanOf(block.head);
  const node = unknown(at);
  const root = asks ? documentAround(listNode(startOf(at), [])) : null;
  return { label: addressOf(block), resourceType: methodType, policyType: "resource", node, root };
}

/** What a method has that asks nobody: whom it lets in is known where its API is declared without a policy. */
export function bareMethod(block: Block, blocks: readonly Block[], values: BlockValues): Bare | undefined {
  if (asksWho(block, values) !== false) return undefined;
  const isHttp = block.labels[0] === "aws_apigatewayv2_route";
  const bare: Bare = { type: methodType, mayKeep: false };
  return isHttp || isReachedByAll(block, blocks, values) ? bare : { ...bare, isOpen: true };
}

function isReachedByAll(method: Block, blocks: readonly Block[], values: BlockValues): boolean {
  const apiOf = (block: Block): string | null => {
    const given = argumentOf(block, "rest_api_id");
    return given && addressIn(values.reference(given));
  };
  const api = apiOf(method);
  const own = blocks.find((one) => one.type === "resource" && addressOf(one) === api);
  const hasPolicy = blocks.some((one) => one.labels[0] === "aws_api_gateway_rest_api_policy" && apiOf(one) === api);
  return own !== undefined && !hasPolicy && bareInTerraform(own, values) !== undefined;
}
