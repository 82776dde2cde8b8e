/** The APIs that a program of AWS CDK makes, and the resources below them. */
import { camelCase } from "../../locate/code/letter-case";
import { shortName } from "../../short-name";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import type { Asking, Asks, Properties } from "./asking";
import type { CdkReading } from "./reading";

const ofRest = /^apigateway\.(?:Lambda|StepFunctions)?RestApi$/;
const ofHttp = /^apigatewayv2(?:-alpha)?\.(?:HttpApi|WebSocketApi)$/;

export interface Api {
  readonly name: string;
  /** It has a policy or a network, or nobody knows here whether it has. */
  readonly isLimited: boolean;
  /** What it asks of methods that say nothing; undefined: nothing. */
  readonly byDefault: Asks;
}

/** Below which API a resource stands that is made here, and what it asks of its methods. */
interface Resource {
  readonly path: string;
  readonly root: SyntaxNode | null;
  readonly byDefault: Asks;
}

export class Apis {
  private readonly known = new Map<SyntaxNode, Api>();

  constructor(
    private readonly reading: CdkReading,
    private readonly asking: Asking,
  ) {}

  of(expression: SyntaxNode): SyntaxNode | null {
    const made =
      this.reading.constructs.at(expression)?.made ?? this.reading.file.resolve(this.ofField(expression)).base;
    return this.at(made) ? made : null;
  }

  /** The API that is made there; null for anything else. */
  at(node: SyntaxNode): Api | null {
    const known = this.known.get(node);
    if (known) return known;
    const type = this.reading.constructs.classOf(node) ?? "";
    const isHttp = ofHttp.test(type);
    if (!isHttp && !ofRest.test(type)) return null;
    const { of, isWhole } = this.reading.constructs.propertiesOf(node);
    const endpoints = this.textAt(of, "endpointTypes") + this.textAt(of, "endpointConfiguration");
    const options = of.get(isHttp ? "connectRouteOptions" : "defaultMethodOptions");
    const api: Api = {
      name: this.reading.madeName(node),
      isLimited: !isHttp && (!isWhole || of.has("policy") || isLimiting(endpoints)),
      byDefault: of.has("defaultAuthorizer")
        ? this.asking.byAuthorizer(of.get("defaultAuthorizer")!)
        : options
          ? this.asking.byObject(options)
          : isWhole
            ? undefined
            : this.spreadIn(node),
    };
    this.known.set(node, api);
    return api;
  }

  /** What else an API is given, which nobody reads here. */
  private spreadIn(node: SyntaxNode): SyntaxNode {
    const given = this.reading.file.argumentsOf(node);
    const third = given[2] && (this.reading.file.entries(given[2])?.find(({ key }) => key === null)?.value ?? given[2]);
    return given.find(({ type }) => /splat/.test(type)) ?? third ?? node;
  }

  /** The path below an API that is made here, or else what a resource is called. */
  resource(expression: SyntaxNode, depth = 0): Resource {
    const { file } = this.reading;
    const { base, path } = file.resolve(this.ofField(expression));
    if (path.length === 1 && path[0] === "root") return { path: "", root: base, byDefault: undefined };
    const unknown = { path: this.reading.nameOf(expression), root: null, byDefault: undefined };
    const callee = depth < deepest && path.length === 0 ? childOf(base, "function") : null;
    const member = callee && file.language.member(file.tree, callee);
    if (!member) return this.within(expression, depth) ?? unknown;
    const name = camelCase(member.key);
    if (!/^(?:addResource|resourceForPath|getResource|addProxy)$/.test(name)) return unknown;
    const above = this.resource(member.object, depth + 1);
    if (name === "addProxy") return { ...above, path: `${above.path}/{proxy+}` };
    const [part] = this.reading.given(base);
    if (!part) return unknown;
    const options = this.reading.optionsOf(base).get("defaultMethodOptions");
    return {
      path: `${above.path}/${this.written(part).replace(/^\//, "")}`,
      root: above.root,
      byDefault: options ? this.asking.byObject(options) : above.byDefault,
    };
  }

  /** `this.api.root`, where the class makes the API. */
  private within(expression: SyntaxNode, depth: number): Resource | null {
    const { file } = this.reading;
    const member = file.language.member(file.tree, file.language.unwrap(expression));
    if (!member || member.key !== "root" || depth >= deepest) return null;
    const root = this.reading.constructs.at(member.object)?.made ?? null;
    return root && { path: "", root, byDefault: undefined };
  }

  /** What a field of the class is given, where that is one thing. */
  private ofField(expression: SyntaxNode): SyntaxNode {
    const { file, constructs } = this.reading;
    const member = file.language.member(file.tree, file.language.unwrap(expression));
    if (!member || !/^(?:this|self)$/.test(file.text(member.object))) return expression;
    const values = constructs.fields.valuesOf(expression, member.key);
    return values.length === 1 ? values[0]!.value : expression;
  }

  textAt(of: Properties, name: string): string {
    const value = of.get(name);
    return value ? (this.reading.constructs.textOf(value) ?? this.reading.file.text(value)) : "";
  }

  written(node: SyntaxNode): string {
    return shortName(this.reading.constructs.textOf(node) ?? this.reading.file.text(node), 100);
  }
}

/** How many resources of an API may stand one below the other. */
const deepest = 20;

/** Whether endpoints stand within a network, or may do so. */
function isLimiting(endpoints: string): boolean {
  return endpoints.includes("PRIVATE") || (endpoints !== "" && !/EDGE|REGIONAL/.test(endpoints));
}
