/** Whom an expression of AWS CDK that makes or names a policy is given to: by a property, by a method, or by itself. */
import type { CodeFile } from "../../code/code-file";
import { readsOfItems } from "../../code/loops";
import { camelCase } from "../../locate/code/letter-case";
import { shortName } from "../../short-name";
import { calleeOf, childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import type { Constructs } from "../../units/cdk/constructs";
import { isSelf } from "../../units/cdk/declarations";
import { outermostCall } from "../../units/cdk/holders";
import { choosing } from "../code/passed";
import type { Given } from "./given";
import { isInBranch } from "./open-policies";

/** Somebody who has a policy, or whom it limits. */
export interface Holding {
  /** As the program calls it. */
  readonly holder: string;
  /** The id of the construct, where it is seen. */
  readonly constructId: string | undefined;
  readonly isBoundary: boolean;
  /** In some deployments alone. */
  readonly conditional: boolean;
}

const mostSteps = 60;
const deepest = 4;
const longestName = 100;
/** `<IRole>role` */
const asType = /^<[\w.]{1,80}>/;
const transparent =
  /^(?:array|list|tuple|object|dictionary|arguments|argument_list|parenthesized_expression|as_expression|satisfies_expression|non_null_expression|spread_element|list_splat|arrow_function|list_comprehension|generator_expression)$/;
const itemwise = /^(?:map|flatMap|filter|concat)$/;

export class Attaching {
  constructor(
    readonly file: CodeFile,
    readonly constructs: Constructs,
  ) {}

  /** @param given what the function around is called with */
  holdings(expression: SyntaxNode, given: Given | null, depth = 0): readonly Holding[] {
    if (depth > deepest) return [];
    let property: string | null =
      expression.type === "shorthand_property_identifier" ? this.file.text(expression) : null;
    let mayBeMissing = isInBranch(expression);
    for (let node = expression, steps = 0; node.parent && steps < mostSteps; node = node.parent, steps++) {
      const { parent } = node;
      const looped = property === null && node !== expression ? readsOfItems(this.file, node) : [];
      if (looped.length > 0) return looped.flatMap((one) => this.holdings(one, given, depth + 1));
      if (choosing.test(parent.type)) mayBeMissing = true;
      else if (parent.type === "pair" || parent.type === "keyword_argument") property = this.keyOf(parent);
      else if (/^(?:new_expression|call_expression|call)$/.test(parent.type)) {
        const method = this.methodOf(parent);
        if (property === null && method && itemwise.test(method.name)) continue;
        const found = this.ofCall(parent, property, given, depth);
        return mayBeMissing ? found.map((one) => ({ ...one, conditional: true })) : found;
      } else if (
        /^(?:variable_declarator|assignment|assignment_expression|public_field_definition)$/.test(parent.type)
      ) {
        const found = this.ofVariable(parent, given, depth);
        return mayBeMissing ? found.map((one) => ({ ...one, conditional: true })) : found;
      } else if (/^(?:member_expression|attribute)$/.test(parent.type)) return this.ofMethod(parent, given);
      else if (!transparent.test(parent.type)) return [];
    }
    return [];
  }

  /** The construct that a policy's own properties and methods attach to somebody. */
  holdingsOfPolicy(made: SyntaxNode, given: Given | null, depth = 0): readonly Holding[] {
    const { of } = this.constructs.propertiesOf(made);
    const named = ["roles", "users", "groups"].flatMap((property) => {
      const list = of.get(property);
      return list ? this.itemsOf(list).map((one) => this.holding(one, given)) : [];
    });
    return [...named, ...this.holdings(made, given, depth + 1)];
  }

  holding(expression: SyntaxNode, given: Given | null): Holding {
    return {
      holder: this.nameOf(expression, given),
      constructId: this.madeAs(given?.get(this.file.text(expression)) ?? expression),
      isBoundary: false,
      conditional: isInBranch(expression),
    };
  }

  /** How the program calls it, and of the role of a function the function. */
  nameOf(expression: SyntaxNode, given: Given | null): string {
    const argument = given?.get(this.file.text(expression));
    const written = this.file
      .text(argument ?? expression)
      .replace(/\s+/g, "")
      .replace(asType, "");
    return shortName(written.replace(/(?<!^(?:this|self))[!?]?\.role[!?]?$/, ""), longestName);
  }

  /** The name of what is made there: its variable, or its id as it is written where that is no text. */
  madeName(made: SyntaxNode): string | null {
    const known = this.constructs.variableOf(made) ?? this.constructs.idOf(made);
    const id = known === null ? this.file.argumentsOf(made)[1] : undefined;
    return id && id.type !== "keyword_argument" ? this.file.text(id).slice(0, longestName) : known;
  }

  isPolicy(made: SyntaxNode): boolean {
    return /^(?:Managed)?Policy$/.test(this.className(made));
  }

  /** Whether it stands in an inline policy that nothing is done with: CDK leaves that out of the template. */
  isOfNobody(expression: SyntaxNode): boolean {
    let made: SyntaxNode | null = expression;
    while (made && this.constructs.classOf(made) !== "iam.Policy") made = made.parent;
    if (!made) return false;
    const { of, isWhole } = this.constructs.propertiesOf(made);
    if (!isWhole || ["roles", "users", "groups", "force"].some((one) => of.has(one))) return false;
    const { parent } = made;
    if (parent?.type === "expression_statement") return true;
    const name = /^(?:variable_declarator|assignment)$/.test(parent?.type ?? "")
      ? (childOf(parent!, "name") ?? childOf(parent!, "left"))
      : null;
    const binding = name && this.file.language.isReference(name) ? this.file.scopes.bindingOf(name) : null;
    return binding?.declarations.length === 1 && binding.references.every((one) => one === name);
  }

  /** The class or the last part of a method's name. */
  className(call: SyntaxNode): string {
    const callee = calleeOf(call);
    return callee ? this.file.ownName(callee) : "";
  }

  methodOf(call: SyntaxNode): { readonly name: string; readonly object: SyntaxNode } | null {
    const callee = childOf(call, "function");
    const member = callee && this.file.language.member(this.file.tree, callee);
    return member ? { name: camelCase(member.key), object: member.object } : null;
  }

  /** What names the policy that a call such as `ManagedPolicy.fromAwsManagedPolicyName` gives. */
  policyName(call: SyntaxNode, method: string): SyntaxNode | null {
    const all = this.file.argumentsOf(call);
    const isNamed = ({ type }: SyntaxNode) => type === "keyword_argument";
    const byName = all.find((one) => isNamed(one) && /^managedPolicy(?:Name|Arn)$/.test(this.keyOf(one)));
    if (byName) return childOf(byName, "value");
    return all.filter((one) => !isNamed(one))[method === "fromAwsManagedPolicyName" ? 0 : 2] ?? null;
  }

  itemsOf(list: SyntaxNode): readonly SyntaxNode[] {
    const { base, path } = this.file.resolve(list);
    const isList = path.length === 0 && /^(?:array|list|tuple)$/.test(base.type);
    return isList ? partsOf(base).filter(({ named }) => named) : [list];
  }

  private ofCall(call: SyntaxNode, property: string | null, given: Given | null, depth: number): readonly Holding[] {
    const isMade = property === null ? false : /^(?:managedPolicies|managedPolicyArns|inlinePolicies)$/.test(property);
    if (isMade || property === "permissionsBoundary") {
      const holder = this.madeName(call);
      if (holder === null) return [];
      const constructId = this.constructs.idOf(call) ?? undefined;
      return [{ holder, constructId, isBoundary: !isMade, conditional: false }];
    }
    if (this.isPolicy(call)) return this.holdingsOfPolicy(call, given, depth);
    if (/^Policy(?:Document|Statement)$/.test(this.className(call))) return this.holdings(call, given, depth + 1);
    const method = this.methodOf(call);
    if (method && /^(?:addManagedPolicy|attachInlinePolicy|addTo(?:Role|Principal)?Policy)$/.test(method.name))
      return [this.holding(method.object, given)];
    const ofTask = method && /^addTo(Task|Execution)RolePolicy$/.exec(method.name)?.[1]?.toLowerCase();
    if (ofTask) {
      const of = this.holding(method.object, given);
      return [{ ...of, holder: `${of.holder}.${ofTask}Role`, constructId: undefined }];
    }
    if (method?.name === "apply" && /(?:^|\.)PermissionsBoundary\.of\(/.test(this.file.text(method.object)))
      return [{ holder: "", constructId: undefined, isBoundary: true, conditional: false }];
    if (method && /^(?:push|append)$/.test(method.name)) return this.ofList(method.object, given, depth);
    if (method?.name !== "addStatements") return [];
    const { base, path } = this.file.resolve(method.object);
    return path.length === 0 && this.isPolicy(base) ? this.holdingsOfPolicy(base, given, depth + 1) : [];
  }

  /** Those who are given a list that something is added to: `statements.push(…)`. */
  private ofList(list: SyntaxNode, given: Given | null, depth: number): readonly Holding[] {
    const binding = this.file.scopes.bindingOf(list);
    const declared = new Set(binding?.declarations.map(({ node }) => node));
    const others = (binding?.references ?? []).filter((one) => one !== list && !declared.has(one));
    return others.flatMap((one) => this.holdings(one, given, depth + 1));
  }

  /** `policy.attachToRole(role)` */
  private ofMethod(member: SyntaxNode, given: Given | null): readonly Holding[] {
    const call = outermostCall(member);
    const method = call && this.methodOf(call);
    const [to] = call ? this.file.argumentsOf(call) : [];
    if (!method || !to || !/^attachTo(?:Role|User|Group)$/.test(method.name)) return [];
    return [this.holding((to.type === "keyword_argument" && childOf(to, "value")) || to, given)];
  }

  private ofVariable(declaration: SyntaxNode, given: Given | null, depth: number): readonly Holding[] {
    const target = childOf(declaration, "name") ?? childOf(declaration, "left") ?? childOf(declaration, "property");
    if (!target) return [];
    const member = this.file.language.member(this.file.tree, target);
    const field = declaration.type === "public_field_definition" ? this.file.text(target) : member?.key;
    const isOwn = declaration.type === "public_field_definition" || (!!member && isSelf(this.file, member.object));
    const uses =
      field !== undefined
        ? isOwn
          ? this.constructs.fields.usesOf(target, field, target)
          : []
        : (this.file.scopes.bindingOf(target)?.references ?? []).filter((one) => one !== target);
    return uses.flatMap((one) => {
      const looped = readsOfItems(this.file, one);
      return looped.length > 0
        ? looped.flatMap((read) => this.holdings(read, given, depth + 1))
        : this.holdings(one, given, depth + 1);
    });
  }

  private keyOf(entry: SyntaxNode): string {
    const key = childOf(entry, "key") ?? childOf(entry, "name");
    return key ? camelCase(this.file.text(key).replace(/^["']|["']$/g, "")) : "";
  }

  private madeAs(expression: SyntaxNode): string | undefined {
    const { base, path } = this.file.resolve(expression);
    const isMade = path.length === 0 && /^(?:new_expression|call)$/.test(base.type);
    return (isMade ? this.constructs.idOf(base) : null) ?? undefined;
  }
}
