/** As which role a function of AWS CDK runs, and all that the file does to it: what is not understood leaves it in doubt. */
import { camelCase } from "../../locate/code/letter-case";
import type { LocatedPolicy } from "../../locate/located";
import type { Policy } from "../../policy/model";
import { readPolicy } from "../../policy/read";
import { calleeOf, type SyntaxNode } from "../../source/syntax-tree";
import type { Names } from "../granted";
import type { UnitRole } from "../unit";
import type { Properties } from "./constructs";
import { cdkName } from "./declarations";
import { eventSource, fromProperties } from "./function-properties";
import { holderOf, memberOf, outermostCall, valueOf } from "./holders";
import { readGrant } from "./read-grant";
import { type AppReading, isCertainWith, RolePolicies } from "./role-policies";
import { usesOf } from "./uses";
import { givingConstructs, harmlessCalls, harmlessMembers } from "./uses-of-roles";

/** An app, a stack or a role may be given one, and a scope has it for all that is in it. */
const namesBoundary = /\bpermissions_?boundary\b/i;
/** What reaches constructs that it does not name. */
const addsFromAfar = /\bAspects\b|\bfindAll\(|\bfind_all\(|\bfindChild\(|\bfind_child\(/;
/** What Amazon ECS Exec needs (Amazon ECS: "Permissions required for ECS Exec"). */
const forCommands = ["Control", "Data"].flatMap((kind) => [
  `ssmmessages:Create${kind}Channel`,
  `ssmmessages:Open${kind}Channel`,
]);
export class CdkRoles {
  private readonly known = new Map<SyntaxNode, UnitRole | null>();
  private readonly names: Names;

  constructor(private readonly reading: AppReading) {
    const { constructs } = reading;
    this.names = {
      resolve: (parts) => parts,
      isGenerated: (name) =>
        constructs.all.some(
          (one) => one.isGenerated && one.name.some((part) => typeof part !== "string" && part.name === name),
        ),
    };
  }

  /** The role of a function; null where another file gives it one. */
  roleOf(made: SyntaxNode, id: string, at: SyntaxNode, properties: Properties): UnitRole | null {
    const given = properties.of.get("role");
    if (given) return this.givenRole(given);
    const reader = this.reader();
    reader.awsManaged("AWSLambdaBasicExecutionRole");
    if (properties.of.has("vpc")) reader.awsManaged("AWSLambdaVPCAccessExecutionRole");
    fromProperties(this.reading, reader, properties, made);
    this.used(reader, made, false);
    return this.role(reader, `${id}/ServiceRole`, at);
  }

  /** The role of what the containers of a task call; null where another file gives it. */
  roleOfTask(made: SyntaxNode, id: string, at: SyntaxNode, properties: Properties): UnitRole | null {
    return this.taskRole(made, `${id}/TaskRole`, at, properties, properties.of.get("taskRole"));
  }

  /** The same of a service that makes its task definition itself (AWS CDK: aws-ecs-patterns). */
  roleOfService(
    made: SyntaxNode,
    id: string,
    at: SyntaxNode,
    properties: Properties,
    given: SyntaxNode | undefined,
  ): UnitRole | null {
    return this.taskRole(made, `${id}/TaskDef/TaskRole`, at, properties, given);
  }

  private taskRole(
    made: SyntaxNode,
    name: string,
    at: SyntaxNode,
    { of, isWhole }: Properties,
    given: SyntaxNode | undefined,
  ): UnitRole | null {
    if (given) return this.givenRole(given);
    const reader = this.reader();
    if (!isWhole) reader.isUnknown("not all of its properties are written in this file");
    if (of.has("enableExecuteCommand")) reader.allowed(forCommands, made);
    this.used(reader, made, false);
    return this.role(reader, name, at);
  }

  private reader(): RolePolicies {
    const reader = new RolePolicies(this.reading);
    const { text } = this.reading.constructs.file.tree;
    if (addsFromAfar.test(text)) reader.isUnknown("an aspect of the app may add to it");
    if (namesBoundary.test(text)) reader.limited();
    return reader;
  }

  private role(reader: RolePolicies, name: string, { start, end }: SyntaxNode): UnitRole {
    const { policies, doubt, isLimited, hasOtherUsers } = reader;
    const ofResources = this.ofResources();
    return { name, at: { start, end }, policies, doubt, isLimited, hasOtherUsers, names: this.names, ofResources };
  }

  private resourcePolicies: UnitRole["ofResources"] | null = null;

  /** Policies of resources that the file writes: whoever they let in needs no more. */
  private ofResources(): UnitRole["ofResources"] {
    return (this.resourcePolicies ??= this.reading.located.flatMap(resourcePolicy));
  }

  private givenRole(expression: SyntaxNode): UnitRole | null {
    const construct = this.reading.constructs.at(expression);
    const made = construct?.made;
    const callee = made && calleeOf(made);
    if (!made || !callee || cdkName(this.reading.constructs.file, callee) !== "iam.Role") return null;
    let known = this.known.get(made);
    if (known === undefined) this.known.set(made, (known = this.readRole(made)));
    return known;
  }

  private readRole(made: SyntaxNode): UnitRole | null {
    const { constructs } = this.reading;
    const id = constructs.file.argumentsOf(made)[1];
    const name = id && constructs.textOf(id);
    if (!name) return null;
    const reader = this.reader();
    const { of, isWhole } = constructs.propertiesOf(made);
    if (!isWhole) reader.isUnknown("not all of its properties are written in this file");
    const assumedBy = of.get("assumedBy");
    reader.hasOtherUsers =
      !assumedBy ||
      !/^[^"'`]*["'`](?:(?:edge)?lambda|ecs-tasks)\.amazonaws\.com["'`][^"'`]*$/.test(
        constructs.file.text(assumedBy).slice(0, 200),
      );
    this.managedPolicies(reader, of.get("managedPolicies"));
    const inline = of.get("inlinePolicies");
    const documents = inline && constructs.file.entries(constructs.file.resolve(inline).base);
    if (inline && !documents) reader.isUnknown("a policy of it cannot be read");
    for (const { key, value } of documents ?? []) {
      if (key === null) reader.isUnknown("a policy of it cannot be read");
      else reader.document(value);
    }
    this.used(reader, made, true);
    return this.role(reader, name, id);
  }

  private managedPolicies(reader: RolePolicies, list: SyntaxNode | undefined): void {
    if (!list) return;
    const { base } = this.reading.constructs.file.resolve(list);
    if (base.type !== "array" && base.type !== "list") return reader.isUnknown("its managed policies are not known");
    for (const one of base.children.filter(({ named, type }) => named && type !== "comment")) reader.managedPolicy(one);
  }

  /** Everything that the file does with a function or a role. */
  private used(reader: RolePolicies, made: SyntaxNode, isRole: boolean): void {
    const { at, isOpen, loops } = usesOf(this.reading.constructs, made);
    if (isOpen) {
      reader.isUnknown("other files may add to it");
      reader.hasOtherUsers ||= isRole;
    }
    for (const use of at) {
      const isCertain = isCertainWith(use, made, loops);
      const before = reader.policies.length;
      this.use(reader, use, isRole);
      // What may not happen may not be counted on, either.
      if (!isCertain && reader.policies.length > before) {
        reader.policies.length = before;
        reader.isUnknown("a grant depends on a condition of the app");
      }
    }
  }

  private use(reader: RolePolicies, node: SyntaxNode, isRole: boolean): void {
    const { file } = this.reading.constructs;
    const { parent } = node;
    const member = parent && file.language.member(file.tree, parent);
    if (member && node.field === "object") {
      const call = outermostCall(parent);
      const key = camelCase(member.key);
      if (key === "role" || key === "taskRole" || key === "grantPrincipal") return this.roleOfFunction(reader, parent);
      if (key === "taskDefinition" && !call) return this.use(reader, parent, isRole);
      if (key === "service" && !call) return this.service(reader, parent);
      return this.method(reader, key, call, isRole);
    }
    this.handedOn(reader, node, isRole);
  }

  /** `pattern.service.taskDefinition`: nothing else of a service is about the role of its tasks. */
  private service(reader: RolePolicies, access: SyntaxNode): void {
    const { parent } = access;
    const member = parent && this.reading.constructs.file.language.member(this.reading.constructs.file.tree, parent);
    if (!member || access.field !== "object") return this.handedOn(reader, access, false);
    if (camelCase(member.key) === "taskDefinition") this.use(reader, parent, false);
  }

  /** `fn.role!.addToPrincipalPolicy(…)` and the like. */
  private roleOfFunction(reader: RolePolicies, access: SyntaxNode): void {
    let node = access;
    while (node.parent && /^(?:non_null_expression|parenthesized_expression|as_expression)$/.test(node.parent.type))
      node = node.parent;
    const { file } = this.reading.constructs;
    const member = node.parent && file.language.member(file.tree, node.parent);
    if (member && node.field === "object")
      this.method(reader, camelCase(member.key), outermostCall(node.parent!), true);
    else if (node.parent?.type === "expression_statement") return;
    else this.handedOn(reader, node, true);
  }

  private method(reader: RolePolicies, name: string, call: SyntaxNode | null, isRole: boolean): void {
    const { file } = this.reading.constructs;
    const given = call ? file.argumentsOf(call).map(valueOf) : [];
    const [first] = given;
    if (/^addTo(?:Role|Principal|TaskRole)?Policy$/.test(name) && first) return reader.statement(first);
    if (name === "addManagedPolicy" && first) return reader.managedPolicy(first);
    if (name === "attachInlinePolicy" && first) return this.inlinePolicy(reader, first);
    if (name === "addEventSource" && first) return eventSource(this.reading, reader, first);
    if (isRole && /^(?:roleArn|roleName|roleId|grantPassRole|grantAssumeRole|grant)$/.test(name)) {
      reader.hasOtherUsers = true;
      return;
    }
    if (!isRole && harmlessMembers.has(name)) return;
    reader.isUnknown("the app does something to it that is not known");
  }

  /** `new iam.Policy(this, "Id", { statements })`. */
  private inlinePolicy(reader: RolePolicies, expression: SyntaxNode): void {
    const { constructs } = this.reading;
    const { base } = constructs.file.resolve(expression);
    const callee = calleeOf(base);
    const name = callee && cdkName(constructs.file, callee);
    const { of, isWhole } = constructs.propertiesOf(base);
    const [statements, document] = [of.get("statements"), of.get("document")];
    if (name !== "iam.Policy" || !isWhole || !(statements ?? document))
      return reader.isUnknown("a policy of it cannot be read");
    const others = usesOf(constructs, base).at.filter(
      ({ parent }) => parent && /^add/.test(memberOf(constructs, parent)),
    );
    if (others.length > 0) reader.isUnknown("a policy of it may be added to");
    if (statements) reader.statements(statements);
    if (document) reader.document(document);
  }

  /** As an argument, or in a property of one. */
  private handedOn(reader: RolePolicies, node: SyntaxNode, isRole: boolean): void {
    const { constructs } = this.reading;
    const { file } = constructs;
    const { node: holder, isDirect, property } = holderOf(constructs, node);
    const callee = holder && calleeOf(holder);
    if (!holder || !callee) return reader.isUnknown("the app does something to it that is not known");
    const name = cdkName(file, callee);
    const member = file.language.member(file.tree, callee);
    const method = member ? camelCase(member.key) : null;
    if (method !== null && /^grant(?:[A-Z]|$)/.test(method))
      return readGrant(reader, constructs, member!.object, method, holder);
    if (name === "iam.Grant.addToPrincipal" || name === "iam.Grant.add_to_principal") return reader.statement(holder);
    if (/^addResourceSuppressions/.test(method ?? "")) return;
    if (isRole && method === "attachToRole") return this.inlinePolicy(reader, member!.object);
    if (isRole && name === "iam.Policy" && property !== null) return this.inlinePolicy(reader, holder);
    if (isRole && name !== null && property === "role" && /\.\w{0,40}Function$/.test(name)) {
      // What is granted to the function is granted to its role.
      fromProperties(this.reading, reader, constructs.propertiesOf(holder), holder);
      return this.used(reader, holder, false);
    }
    if (isRole && name !== null && property === "taskRole" && /TaskDefinition$/.test(name))
      return this.used(reader, holder, false);
    if (name === "codepipeline-actions.LambdaInvokeAction")
      return reader.allowed(["codepipeline:PutJobSuccessResult", "codepipeline:PutJobFailureResult"], holder);
    if (isRole) reader.hasOtherUsers = true;
    else if (name !== null && !givingConstructs.test(name)) return;
    if (!isRole && method !== null && (harmlessCalls.has(method) || (!isDirect && /^add(?!Rotation)/.test(method))))
      return;
    reader.isUnknown("the app does something to it that is not known");
  }
}

function resourcePolicy({ root, place }: LocatedPolicy): readonly Policy[] {
  const policy = readPolicy(root, place);
  return policy?.type === "resource" ? [policy] : [];
}
