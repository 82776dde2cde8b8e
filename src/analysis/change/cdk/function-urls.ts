/** URLs that AWS CDK gives functions, where nobody has to say who calls: `handler.addFunctionUrl({ authType: FunctionUrlAuthType.NONE })`. */
import { type CodeFile, readCode } from "../../code/code-file";
import type { Options } from "../../code/options";
import { publicRoot } from "../../locate/attached/door";
import { camelCase } from "../../locate/code/letter-case";
import type { Place } from "../../policy/model";
import { readPolicy } from "../../policy/read";
import { type Form, isCode } from "../../source/forms";
import { unknown } from "../../source/intrinsics";
import type { Source } from "../../source/source";
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { Constructs } from "../../units/cdk/constructs";
import type { ChangedDocument, ReadPolicy } from "../subject";
import { unreadPolicy } from "../unread-policies";
import { conditional } from "./open-policies";
import { constructsOf } from "./program";

/** Whether a document may have any; the test is cheap. */
export function mayHaveUrl(form: Form, text: string): boolean {
  return isCode(form) && /\b(?:addFunctionUrl|add_function_url|FunctionUrl)\(/.test(text);
}

/** A policy for each; of one whose way of asking is computed, or hidden in options that cannot be followed, it is not known what it allows. */
export function urlsIn(source: Source, document: ChangedDocument): readonly ReadPolicy[] {
  const { form, text } = source;
  const file = isCode(form) && mayHaveUrl(form, text) ? readCode(source.syntax(form), form) : null;
  if (!file) return [];
  const constructs = constructsOf(file, source);
  return file.tree.nodes.flatMap((node): ReadPolicy[] => {
    const url = urlAt(file, constructs, node);
    if (!url) return [];
    const { of, perhaps, open } = url.options;
    const place: Place = {
      policyType: "resource",
      resourceType: "AWS::Lambda::Function",
      label: url.of.replace(/\s+/g, ""),
    };
    const asks = of.get("authType");
    if (!asks) {
      const handed = perhaps.get("authType");
      return (handed ? [handed] : open).map((one) => unreadPolicy({ span: spanOf(one) }, place, document));
    }
    const named = file.resolve(asks);
    const said = [file.text(named.base), ...named.path].join(".").slice(-longestName);
    if (/\bAWS_IAM$/.test(said)) return [];
    const at = spanOf(asks);
    const isDefault = defaultsToNobody.test(said);
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
  readonly options: Options;
}

function urlAt(file: CodeFile, constructs: Constructs, call: SyntaxNode): Url | null {
  if (!/^(?:call_expression|call|new_expression)$/.test(call.type)) return null;
  const callee = calleeOf(call);
  if (!callee) return null;
  const member = file.language.member(file.tree, callee);
  const isAdded = member !== null && camelCase(member.key) === "addFunctionUrl";
  if (!isAdded && file.ownName(callee) !== "FunctionUrl") return null;
  const list = call.type === "call" ? childOf(call, "arguments") : null;
  const options = constructs.optionsIn(list ? [list] : file.argumentsOf(call).slice(isAdded ? 0 : 2));
  if (isAdded) return { of: file.text(member.object), options };
  const of = options.of.get("function");
  return { of: of ? file.text(of) : file.text(call).slice(0, longestName), options };
}

const longestName = 100;
