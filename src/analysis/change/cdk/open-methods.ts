/**
 * Methods and routes of APIs in programs of AWS CDK, and whether they ask who calls
 * (aws-cdk-lib 2.276: aws-apigateway, aws-apigatewayv2; read in November 2026).
 */
import { methodType } from "../../locate/attached/bare";
import { camelCase } from "../../locate/code/letter-case";
import { documentAround } from "../../locate/document-around";
import { readPolicy } from "../../policy/read";
import type { Form } from "../../source/forms";
import { listNode } from "../../source/made-values";
import type { Source } from "../../source/source";
import { calleeOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import { cdkName } from "../../units/cdk/declarations";
import type { BareResource, ChangedDocument, ReadPolicy } from "../subject";
import { unreadPolicy } from "../unread-policies";
import { Apis } from "./apis";
import { Asking, type Asks, type Properties } from "./asking";
import { cdkFileOf, constructsOf, isCdkForm, isOfCdk } from "./program";
import { CdkReading } from "./reading";

const words =
  /\b(?:add_?[mM]ethod|add_?[pP]roxy|add_?[rR]outes?|default_?[mM]ethod_?[oO]ptions|default_?[aA]uthorizer|HttpRoute|RestApi|HttpApi|WebSocketApi|CfnMethod|CfnRoute)\b/;

interface Method {
  readonly label: string;
  readonly node: SyntaxNode;
  readonly asks: Asks;
  readonly isLimited: boolean;
}

/** What asks who calls has an empty policy, what asks nobody none. */
export interface ApiMethods {
  readonly policies: readonly ReadPolicy[];
  readonly bare: readonly BareResource[];
}

/** Whether a document may have any; the test is cheap. */
export function mayHaveMethod(form: Form, text: string): boolean {
  return isCdkForm(form) && isOfCdk(text) && words.test(text);
}

/** The methods of a program, and what its APIs ask of those that other files add. */
export function methodsInCdk(source: Source, document: ChangedDocument): ApiMethods {
  const file = mayHaveMethod(source.form, source.text) ? cdkFileOf(source) : null;
  if (!file) return { policies: [], bare: [] };
  const methods = new Methods(new CdkReading(file, constructsOf(file, source), document)).all();
  const counts = new Map<string, number>();
  const policies: ReadPolicy[] = [];
  const bare: BareResource[] = [];
  for (const { label, node, asks, isLimited } of methods) {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    const name = count === 1 ? label : `${label} (${count})`;
    const place = { policyType: "resource", resourceType: methodType, label: name } as const;
    const at = spanOf(typeof asks === "object" ? asks : node);
    if (typeof asks === "object") policies.push({ ...unreadPolicy({ span: at }, place, document), at });
    else if (!asks) bare.push({ type: methodType, mayKeep: false, name, document, at, isOpen: isLimited });
    else {
      const span = { start: at.start, end: at.start };
      const policy = readPolicy(documentAround(listNode(span, [])), place);
      if (policy) policies.push({ policy, document, at });
    }
  }
  return { policies, bare };
}

class Methods {
  /** APIs of which a method says nothing itself. */
  private readonly inherited = new Set<SyntaxNode>();

  private readonly asking: Asking;
  private readonly apis: Apis;

  constructor(private readonly reading: CdkReading) {
    this.asking = new Asking(reading);
    this.apis = new Apis(reading, this.asking);
  }

  all(): readonly Method[] {
    const { nodes } = this.reading.file.tree;
    const calls = nodes.filter(({ type }) => /^(?:new_expression|call_expression|call)$/.test(type));
    const methods = calls.flatMap((node) => this.methodsOf(node));
    const ofApis = calls.flatMap((node): readonly Method[] => {
      const api = this.apis.at(node);
      if (!api || this.inherited.has(node)) return [];
      return [{ label: api.name, node, asks: api.byDefault, isLimited: api.isLimited }];
    });
    return [...methods, ...ofApis];
  }

  private methodsOf(node: SyntaxNode): readonly Method[] {
    const { file } = this.reading;
    const callee = calleeOf(node);
    if (!callee) return [];
    const name = cdkName(file, callee) ?? "";
    if (/^apigatewayv2(?:-alpha)?\.HttpRoute$/.test(name)) return this.httpRoute(node);
    if (/^apigateway(?:v2)?\.Cfn(?:Method|Route)$/.test(name)) return this.plain(node);
    if (node.type === "new_expression") return [];
    const member = file.language.member(file.tree, callee);
    switch (member ? camelCase(member.key) : "") {
      case "addMethod":
        return this.added(node, member!.object);
      case "addProxy":
        return this.proxy(node, member!.object);
      case "addRoutes":
        return this.routes(node, member!.object);
      case "addRoute":
        return this.socketRoute(node, member!.object);
      default:
        return [];
    }
  }

  /** `users.addMethod("GET", integration, { authorizationType })` */
  private added(node: SyntaxNode, object: SyntaxNode): readonly Method[] {
    const given = this.reading.given(node);
    const of = this.reading.optionsOf(node);
    const first = node.type === "call" ? (of.get("httpMethod") ?? given[0]) : given[0];
    if (!first) return [];
    const verb = this.apis.written(first);
    if (verb.toUpperCase() === "OPTIONS") return [];
    const options = node.type === "call" ? undefined : given[2];
    const own = options ? this.asking.byObject(options) : this.asking.by(of);
    return [this.onPath(node, object, verb, own)];
  }

  private proxy(node: SyntaxNode, object: SyntaxNode): readonly Method[] {
    const of = this.reading.optionsOf(node);
    if (/^[fF]alse$/.test(this.apis.textAt(of, "anyMethod"))) return [];
    const options = of.get("defaultMethodOptions");
    return [this.onPath(node, object, "proxy", options && this.asking.byObject(options))];
  }

  private onPath(node: SyntaxNode, object: SyntaxNode, verb: string, own: Asks): Method {
    const { path, root, byDefault } = this.apis.resource(object);
    const api = root && this.apis.at(root);
    const inherits = own === undefined && byDefault === undefined;
    if (inherits && api) this.inherited.add(root);
    return {
      label: `${api?.name ?? path} ${verb}${api ? ` ${path || "/"}` : ""}`,
      node,
      asks: own ?? byDefault ?? api?.byDefault,
      isLimited: api?.isLimited ?? true,
    };
  }

  /** `api.addRoutes({ path, methods, integration, authorizer })` */
  private routes(node: SyntaxNode, object: SyntaxNode): readonly Method[] {
    const of = this.reading.optionsOf(node);
    if (!of.has("path") || !of.has("integration")) return [];
    const root = this.apis.of(object);
    const methods = of.get("methods");
    const verbs = methods
      ? this.reading.itemsOf(methods).map((one) => this.reading.file.ownName(one) || this.apis.written(one))
      : ["ANY"];
    return verbs
      .filter((verb) => verb !== "OPTIONS")
      .map((verb) => this.onApi(node, root, object, `${verb} ${this.apis.written(of.get("path")!)}`, of));
  }

  private httpRoute(node: SyntaxNode): readonly Method[] {
    const { of } = this.reading.constructs.propertiesOf(node);
    const [api, key] = [of.get("httpApi"), of.get("routeKey")];
    return api
      ? [this.onApi(node, this.apis.of(api), api, key ? this.apis.written(key) : this.reading.madeName(node), of)]
      : [];
  }

  /** Of a WebSocket API only the route by which it is connected to asks who calls. */
  private socketRoute(node: SyntaxNode, object: SyntaxNode): readonly Method[] {
    const [key] = this.reading.given(node);
    if (!key || this.apis.written(key) !== "$connect") return [];
    return [this.onApi(node, null, object, "$connect", this.reading.optionsOf(node), false)];
  }

  private onApi(
    node: SyntaxNode,
    root: SyntaxNode | null,
    object: SyntaxNode,
    path: string,
    of: Properties,
    isLimited = false,
  ): Method {
    const api = root && this.apis.at(root);
    const own = this.asking.by(of);
    if (own === undefined && root) this.inherited.add(root);
    // Of an API of elsewhere nobody knows what it asks of routes that say nothing.
    const isUnknown = own === undefined && !api && !/connect$/.test(path);
    return {
      label: `${api?.name ?? this.reading.nameOf(object)} ${path}`,
      node,
      asks: own ?? api?.byDefault,
      isLimited: isLimited || isUnknown,
    };
  }

  /** A resource of CloudFormation. */
  private plain(node: SyntaxNode): readonly Method[] {
    const { of } = this.reading.constructs.propertiesOf(node);
    const [verb, key] = [this.apis.textAt(of, "httpMethod"), of.get("routeKey")];
    if (verb.toUpperCase() === "OPTIONS") return [];
    const isSocketMessage = key && /^\$(?:disconnect|default)$/.test(this.apis.written(key));
    const type = of.get("authorizationType");
    const text = type && this.reading.constructs.textOf(type);
    const asks = !type ? undefined : text == null ? type : text.toUpperCase() !== "NONE";
    return isSocketMessage ? [] : [{ label: this.reading.madeName(node), node: type ?? node, asks, isLimited: !key }];
  }
}
