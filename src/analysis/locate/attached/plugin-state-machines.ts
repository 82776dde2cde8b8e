/** State machines of serverless-step-functions: the plugin makes each a role for what its tasks call. */
import { textAt, valueAt, type ValueNode } from "../../value";
import { ofSelf } from "../serverless-variables";
import { leavesOf } from "./leaves";

/** Whether a text may have one; the test is cheap. */
export function mayHaveStateMachines(text: string): boolean {
  return /\bstateMachines\b/.test(text);
}

interface Decisive {
  readonly name: string;
  readonly node: ValueNode;
  /** A definition in another file, which only the machine makes one of the plugin. */
  readonly isFollowed?: boolean;
}

/** What decides what each may do, once for each place that says another: nobody knows here what the plugin gives for it. */
export function stateMachinesOfPlugin(root: ValueNode): readonly Decisive[] {
  const machines = valueAt(root, "service") && ofSelf(valueAt(root, "stepFunctions", "stateMachines"), root);
  if (!machines) return [];
  if (machines.kind !== "object") return [{ name: "stateMachines", node: machines }];
  return machines.entries.flatMap(({ key: name, value }) => {
    const machine = ofSelf(value, root);
    if (machine.kind !== "object") return leavesOf(machine).map(({ node }) => ({ name, node }));
    const role = valueAt(machine, "role");
    const definition = ofSelf(valueAt(machine, "definition"), root);
    // With a role of its own it has no other.
    const decisive = role ? [role] : [...calledIn(definition), ...withMore(machine)];
    return decisive.map((node) => ({ name, node, isFollowed: node === definition }));
  });
}

/** Policies for traces and logs. */
function withMore(machine: ValueNode): readonly ValueNode[] {
  return ["iamRoleStatements", "tracingConfig", "loggingConfig"].flatMap((name) => valueAt(machine, name) ?? []);
}

/** What the states of a definition call, each once for each place; null for what is no definition of states. */
export function calledByStates(node: ValueNode): readonly ValueNode[] | null {
  return textAt(node, "StartAt") !== null && valueAt(node, "States")?.kind === "object" ? calledIn(node) : null;
}

/** What a task says of what it calls, and not what it hands it (docs.aws.amazon.com: "Integrating services with Step Functions"). */
const names = /^(?:Bucket|Key|(?:\w{0,40}(?:Name|Url|Arn|Queue|Definition|Cluster|Role|Prefix)))(?:\.\$)?$/;
const deepestState = 24;

/** The resources and parameters of the tasks, those within maps and branches included. */
function calledIn(definition: ValueNode | undefined): readonly ValueNode[] {
  if (!definition) return [];
  if (definition.kind !== "object") return [definition];
  const found: ValueNode[] = [];
  const visit = (machine: ValueNode | undefined, depth: number): void => {
    if (!machine || depth > deepestState) return;
    if (machine.kind !== "object") return void found.push(machine);
    const states = valueAt(machine, "States");
    if (states && states.kind !== "object") found.push(states);
    for (const { value: state } of states?.kind === "object" ? states.entries : []) {
      if (state.kind !== "object") found.push(state);
      if (textAt(state, "Type") === "Task") found.push(...calledBy(state));
      for (const name of ["Iterator", "ItemProcessor"]) visit(valueAt(state, name), depth + 1);
      for (const name of ["ItemReader", "ResultWriter"]) found.push(...calledBy(valueAt(state, name)));
      for (const { node } of leavesOf(valueAt(state, "Branches"))) visit(node, depth + 1);
    }
  };
  visit(definition, 0);
  return found;
}

function calledBy(task: ValueNode | undefined): readonly ValueNode[] {
  const resource = valueAt(task, "Resource");
  const given = ["Parameters", "Arguments"].flatMap((name) => valueAt(task, name) ?? []);
  return [
    ...(resource ? [resource] : []),
    ...given.flatMap((one) =>
      one.kind === "object"
        ? one.entries.flatMap(({ key, value }) => (names.test(key) && !isItem(key, value) ? [value] : []))
        : [one],
    ),
  ];
}

/** DynamoDB calls the item so that a task reads, and S3 an object by its name. */
function isItem(key: string, { kind }: ValueNode): boolean {
  return key === "Key" && kind === "object";
}
