/** What containers of Amazon ECS and AWS Batch let the roles of their tasks do in a program of AWS CDK: read secrets, pull images, write logs. */
import {
  commandActions,
  credentialGrants,
  imageKind,
  logActions,
  logDriver,
  outputActions,
  pullGrants,
  routerActions,
  secretGrants,
} from "../../knowledge/cdk-containers";
import { camelCase } from "../../locate/code/letter-case";
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { cdkName } from "../../units/cdk/declarations";
import type { TextPart } from "../../value";
import type { ReadPolicy } from "../subject";
import { chosenExpressions, nothing, valueIn } from "./chosen-expressions";
import { conditional, isInBranch } from "./open-policies";
import type { CdkReading } from "./reading";
import { executionRoleOf, taskRoleOf } from "./task-roles";

type Properties = ReadonlyMap<string, SyntaxNode>;

interface Container {
  readonly properties: Properties;
  /** What the program calls it. */
  readonly name: string;
  readonly executionRole: string;
  readonly taskRole: string;
  /** Where it is made. */
  readonly node: SyntaxNode;
  /** What it writes logs to where nothing is said; absent: nothing. */
  readonly logGroup?: readonly TextPart[];
}

const region: TextPart = { name: "AWS::Region" };
const account: TextPart = { name: "AWS::AccountId" };
/** Of the synthesizer that a stack has by default. */
const assets = [
  "arn:aws:ecr:",
  region,
  ":",
  account,
  ":repository/cdk-hnb659fds-container-assets-",
  account,
  "-",
  region,
];
const ofBatch = ["arn:aws:logs:", region, ":", account, ":log-group:/aws/batch/job:*"];
const deepest = 8;

export class Containers {
  /** The secrets that a container has been seen to have. */
  private readonly seen = new Set<SyntaxNode>();

  constructor(private readonly reading: CdkReading) {}

  /** @param name of the class that is made, or of the function of CDK that is called; null for any other */
  allowedBy(node: SyntaxNode, name: string | null): readonly ReadPolicy[] {
    if (name !== null && /^ecs\.(?:Fargate|Ec2|External)Service$/.test(name)) return this.commands(node);
    const container = name === null ? this.addedBy(node) : this.madeBy(node, name);
    return container ? this.ofContainer(container) : name === null ? this.secretAdded(node) : [];
  }

  /** Secrets for containers that are not seen in the file, once all others are known. */
  others(): readonly { readonly node: SyntaxNode; readonly policy: ReadPolicy }[] {
    return this.reading.file.tree.nodes.flatMap((node) => {
      if (!/^call/.test(node.type) || this.seen.has(node)) return [];
      return this.secret(node, "executionRole", node).map((policy) => ({ node, policy }));
    });
  }

  /** `task.addContainer("web", { … })` */
  private addedBy(call: SyntaxNode): Container | null {
    const { file, constructs } = this.reading;
    const callee = childOf(call, "function");
    const member = callee && file.language.member(file.tree, callee);
    if (!member || !/^add(?:Container|FirelensLogRouter)$/.test(camelCase(member.key))) return null;
    const [id, options] = file.argumentsOf(call);
    if (!id) return null;
    const properties = call.type === "call" ? constructs.propertiesOf(call).of : options && this.optionsOf(options);
    const name = constructs.textOf(id) ?? file.text(id);
    return properties ? { properties, name, node: call, ...this.rolesOf(member.object) } : null;
  }

  private rolesOf(task: SyntaxNode): Pick<Container, "executionRole" | "taskRole"> {
    return { executionRole: executionRoleOf(this.reading, task), taskRole: taskRoleOf(this.reading, task) };
  }

  private madeBy(node: SyntaxNode, type: string): Container | null {
    const { reading } = this;
    const { of } = reading.constructs.propertiesOf(node);
    const [suffix, taskSuffix] = reading.constructs.isPython
      ? [".execution_role", ".task_role"]
      : [".executionRole", ".taskRole"];
    const name = reading.madeName(node);
    if (/^ecs\.(?:ContainerDefinition|FirelensLogRouter)$/.test(type)) {
      const task = of.get("taskDefinition");
      return task ? { properties: of, name, node, ...this.rolesOf(task) } : null;
    }
    const own = (properties: Properties, of_: string) => ({
      properties,
      name,
      node,
      executionRole: reading.roleOf(properties, "executionRole") ?? `${of_}${suffix}`,
      taskRole: reading.roleOf(properties, "taskRole") ?? `${of_}${taskSuffix}`,
    });
    if (/^batch\.Ecs\w{1,20}ContainerDefinition$/.test(type)) return { ...own(of, name), logGroup: ofBatch };
    if (!/^ecs-patterns\.\w{1,60}(?:Service|Task)$/.test(type) || of.has("taskDefinition")) return null;
    const options = ["taskImageOptions", "scheduledFargateTaskImageOptions", "scheduledEc2TaskImageOptions"]
      .map((one) => of.get(one))
      .find((one) => one !== undefined);
    const given = options ? this.optionsOf(options) : of;
    const definition = `${name}.${reading.constructs.isPython ? "task_definition" : "taskDefinition"}`;
    return given && { ...own(given, definition), logGroup: [{ name: `${name}.logGroup` }] };
  }

  private ofContainer(container: Container): readonly ReadPolicy[] {
    const { properties, executionRole, node } = container;
    const [secrets, image] = [properties.get("secrets"), properties.get("image")];
    const logging = properties.get("logging") ?? properties.get("logDriver");
    return [
      ...(secrets ? this.secretsIn(secrets, executionRole) : []),
      ...(image ? this.each(image, (one) => this.image(one, executionRole)) : []),
      ...(logging ? this.each(logging, (one) => this.logs(one, container)) : []),
      ...(container.logGroup && !logging && !properties.has("enableLogging")
        ? [
            this.reading.made(
              [{ actions: logActions, resources: [container.logGroup] }],
              executionRole,
              this.named(node),
            ),
          ]
        : []),
    ];
  }

  /** `container.addSecret("PASSWORD", ecs.Secret.fromSecretsManager(…))` */
  private secretAdded(call: SyntaxNode): readonly ReadPolicy[] {
    const { file } = this.reading;
    const callee = childOf(call, "function");
    const member = callee && file.language.member(file.tree, callee);
    const [, given] = this.reading.given(call);
    if (!member || !given || camelCase(member.key) !== "addSecret") return [];
    const made = this.reading.constructs.at(member.object)?.made ?? file.resolve(member.object).base;
    const of = this.addedBy(made);
    const holder = of?.executionRole ?? executionRoleOf(this.reading, member.object);
    return this.each(given, (one) => this.secret(one, holder));
  }

  private secretsIn(list: SyntaxNode, holder: string, depth = 0): readonly ReadPolicy[] {
    const { file } = this.reading;
    return this.each(list, (one) => {
      const entries = depth > deepest ? null : (file.entries(one) ?? this.keywordsOf(one));
      if (!entries) return [this.reading.unread(one, { policyType: "identity", label: holder })];
      return entries.flatMap(({ key, value }) =>
        key === null ? this.secretsIn(value, holder, depth + 1) : this.each(value, (leaf) => this.secret(leaf, holder)),
      );
    });
  }

  /** `dict(PASSWORD=…)` */
  private keywordsOf(call: SyntaxNode) {
    if (call.type !== "call" || this.reading.file.text(childOf(call, "function") ?? call) !== "dict") return null;
    return [...this.reading.constructs.propertiesOf(call).of].map(([key, value]) => ({ key, value }));
  }

  private secret(leaf: SyntaxNode, holder: string, at: SyntaxNode | null = null): readonly ReadPolicy[] {
    const name = this.nameOfLeaf(leaf);
    const grants = name === null ? null : secretGrants(name);
    const [of] = this.reading.given(leaf);
    this.seen.add(leaf);
    if (grants && of) return [this.reading.grantedOn(of, grants, holder, of)];
    return at ? [] : [this.reading.unread(leaf, { policyType: "identity", label: holder })];
  }

  private image(leaf: SyntaxNode, holder: string): readonly ReadPolicy[] {
    const name = this.nameOfLeaf(leaf);
    const [of, options] = this.reading.given(leaf);
    switch (name === null ? null : imageKind(name)) {
      case "repository":
        return of ? [this.reading.grantedOn(of, pullGrants, holder, of)] : [];
      case "asset":
        return [
          this.reading.made(
            pullGrants.map(({ actions, on }) => ({ actions, resources: [on[0] === "*" ? ["*"] : assets] })),
            holder,
            this.named(leaf),
          ),
        ];
      case "registry": {
        const credentials = options && this.optionOf(leaf, options, "credentials");
        return credentials ? [this.reading.grantedOn(credentials, credentialGrants, holder, credentials)] : [];
      }
      default:
        return [];
    }
  }

  private logs(leaf: SyntaxNode, { name, executionRole, taskRole }: Container): readonly ReadPolicy[] {
    const type = this.nameOfLeaf(leaf);
    const driver = type === null ? null : logDriver(type);
    if (driver === null) return [];
    const [options = leaf] = this.reading.file.argumentsOf(leaf);
    const own: readonly TextPart[] = [{ name: `${name}.logGroup` }];
    if (driver === "awsLogs") {
      const group = this.optionOf(leaf, options, "logGroup");
      const resources = [group ? this.reading.arnOf(group) : own];
      return [this.reading.made([{ actions: logActions, resources }], executionRole, group ?? this.named(leaf))];
    }
    const secrets = this.optionOf(leaf, options, "secretOptions");
    const token = this.optionOf(leaf, options, "secretToken");
    return [
      ...(secrets ? this.secretsIn(secrets, executionRole) : []),
      ...(token ? this.each(token, (one) => this.secret(one, executionRole)) : []),
      ...(driver === "fireLens" ? this.router(leaf, options, executionRole, taskRole, own) : []),
    ];
  }

  /** The router that CDK adds beside a container with FireLens. */
  private router(
    leaf: SyntaxNode,
    options: SyntaxNode,
    executionRole: string,
    taskRole: string,
    logGroup: readonly TextPart[],
  ): readonly ReadPolicy[] {
    const output = this.optionOf(leaf, options, "options");
    const entry = output && this.reading.file.entries(valueIn(this.reading, output))?.find(({ key }) => key === "Name");
    const to = entry ? this.reading.constructs.textOf(entry.value) : undefined;
    const actions = to == null ? undefined : outputActions[to];
    return [
      this.reading.made(
        [
          { actions: routerActions, resources: [["*"]] },
          { actions: logActions, resources: [logGroup] },
        ],
        executionRole,
        this.named(leaf),
      ),
      ...(actions ? [this.reading.made([{ actions, resources: [["*"]] }], taskRole, this.named(leaf))] : []),
      ...(to === null ? [this.reading.unread(leaf, { policyType: "identity", label: taskRole })] : []),
    ];
  }

  /** A service of which commands may be run in its containers. */
  private commands(node: SyntaxNode): readonly ReadPolicy[] {
    const { of } = this.reading.constructs.propertiesOf(node);
    const [value, task] = [of.get("enableExecuteCommand"), of.get("taskDefinition")];
    if (!value || !task || nothing.test(this.reading.file.text(value))) return [];
    const holder = taskRoleOf(this.reading, task);
    if (!/^[tT]rue$/.test(this.reading.file.text(value)))
      return [this.reading.unread(value, { policyType: "identity", label: holder })];
    return [this.reading.made([{ actions: commandActions, resources: [["*"]] }], holder, value)];
  }

  /** Where its class or method is named: what else it is given decides nothing. */
  private named(made: SyntaxNode): SyntaxNode {
    return calleeOf(made) ?? made;
  }

  /** `ecs.Secret.fromSecretsManager` */
  private nameOfLeaf(leaf: SyntaxNode): string | null {
    const callee = /^(?:call|call_expression|new_expression)$/.test(leaf.type) ? calleeOf(leaf) : null;
    return callee ? (cdkName(this.reading.file, callee)?.replace(/\w{1,80}$/, camelCase) ?? null) : null;
  }

  private optionsOf(options: SyntaxNode): Properties | null {
    const node = valueIn(this.reading, options);
    if (node.type === "call") return this.reading.constructs.propertiesOf(node).of;
    const entries = this.reading.file.entries(node);
    return (
      entries && new Map(entries.flatMap(({ key, value }) => (key === null ? [] : [[camelCase(key), value] as const])))
    );
  }

  /** An option of a call, by keyword in Python. */
  private optionOf(call: SyntaxNode, options: SyntaxNode, name: string): SyntaxNode | undefined {
    const given = call.type === "call" ? this.reading.constructs.propertiesOf(call).of : this.optionsOf(options);
    return given?.get(name);
  }

  /** What an expression allows, whichever of several the program chooses. */
  private each(expression: SyntaxNode, allowed: (leaf: SyntaxNode) => readonly ReadPolicy[]): readonly ReadPolicy[] {
    return chosenExpressions(this.reading, expression).flatMap((leaf) => {
      const found = allowed(leaf);
      return isInBranch(leaf) ? found.map((one) => ({ ...one, policy: conditional(one.policy) })) : found;
    });
  }
}
