/** URLs that AWS CDK gives functions, where nobody has to say who calls: `handler.addFunctionUrl({ authType: FunctionUrlAuthType.NONE })`. */
import { type CodeFile, readCode } from "../../code/code-file";
import { publicRoot } from "../../locate/attached/door";
import { camelCase } from "../../locate/code/letter-case";
import type { Place } from "../../policy/model";
import { readPolicy } from "../../policy/read";
import { type Form, isCode } from "../../source/forms";
import { unknown } from "../../source/intrinsics";
import type { Source } from "../../source/source";
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { ChangedDocument, ReadPolicy } from "../subject";
import { unreadPolicy } from "../unread-policies";
import { conditional } from "./open-policies";

/** Whether a document may have any; the test is cheap. */
export function mayHaveUrl(form: Form, text: string): boolean {
  return isCode(form) && /\b(?:addFunctionUrl|add_function_url|FunctionUrl)\(/.test(text);
}

/** A policy for each; of one whose way of asking is computed it is not known what it allows. */
export function urlsIn(source: Source, document: ChangedDocument): readonly ReadPolicy[] {
  const { form, text } = source;
  const file = isCode(form) && mayHaveUrl(form, text) ? readCode(source.syntax(form), form) : null;
  if (!file) return [];
  return file.tree.nodes.flatMap((node): ReadPolicy[] => {
    const url = urlAt(file, node);
    const asks = url && (url.given.get("authType") ?? null);
    if (!url || !asks || /\bAWS_IAM$/.test(file.text(asks))) return [];
    const place: Place = {
      policyType: "resource",
      resourceType: "AWS::Lambda::Function",
      label: url.of.replace(/\s+/g, ""),
    };
    const at = spanOf(asks);
    const said = file.text(asks);
    const isDefault = defaultsToNobody.test(file.text(file.resolve(asks).base).slice(-longestName));
    const root = /\bNONE$/.test(said) || isDefault ? publicRoot(unknown(at), ["lambda:InvokeFunctionUrl"]) : null;
    const policy = root && readPolicy(root, place);
    if (!policy) return [unreadPolicy({ span: at }, place, document)];
    return [{ policy: isDefault ? conditional(policy) : policy, document, at }];
  });
}

/** `given ?? FunctionUrlAuthType.NONE`: it may be open to everybody. */
const defaultsToNobody = /(?:\|\||\?\?|\bor)\s{1,20}[\w.]{0,80}\bNONE$/;

interface Url {
  /** The function, as the code calls it. */
  readonly of: string;
  /** By their names in TypeScript. */
  readonly given: ReadonlyMap<string, SyntaxNode>;
}

function urlAt(file: CodeFile, call: SyntaxNode): Url | null {
  if (!/^(?:call_expression|call|new_expression)$/.test(call.type)) return null;
  const callee = calleeOf(call);
  if (!callee) return null;
  const given = new Map<string, SyntaxNode>();
  for (const one of file.argumentsOf(call)) {
    const [name, value] = [childOf(one, "name"), childOf(one, "value")];
    if (one.type === "keyword_argument" && name && value) given.set(camelCase(file.text(name)), value);
    else for (const { key, value: of } of file.entries(one) ?? []) if (key !== null) given.set(camelCase(key), of);
  }
  const member = file.language.member(file.tree, callee);
  if (member && camelCase(member.key) === "addFunctionUrl") return { of: file.text(member.object), given };
  if (file.ownName(callee) !== "FunctionUrl") return null;
  const of = given.get("function");
  return { of: of ? file.text(of) : file.text(call).slice(0, longestName), given };
}

const longestName = 100;
