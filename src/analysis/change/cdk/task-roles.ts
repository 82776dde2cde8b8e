/** The two roles of a task of Amazon ECS in a program of AWS CDK, by whichever name it calls them. */
import { snakeCase } from "../../locate/code/letter-case";
import type { Source } from "../../source/source";
import type { SyntaxNode } from "../../source/syntax-tree";
import type { ChangedDocument, ReadPolicy } from "../subject";
import { cdkFileOf, constructsOf } from "./program";
import { CdkReading } from "./reading";

const definition = /^ecs\.(?:Fargate|Ec2|External)?TaskDefinition$/;
const ofRole =
  /[!?]?\.(?:(obtainExecutionRole\(\)|obtain_execution_role\(\)|executionRole|execution_role)|taskRole|task_role)[!?]?$/;

type TaskRole = "executionRole" | "taskRole";

/** What a task's containers are started with. @param task the definition */
export function executionRoleOf(reading: CdkReading, task: SyntaxNode): string {
  return named(reading, reading.constructs.at(task)?.made ?? null, reading.nameOf(task), "executionRole");
}

/** What a task's containers work with. @param task the definition */
export function taskRoleOf(reading: CdkReading, task: SyntaxNode): string {
  return named(reading, reading.constructs.at(task)?.made ?? null, reading.nameOf(task), "taskRole");
}

/** The role that a definition is given, or else the one that it makes. @param name what the program calls the definition */
function named(reading: CdkReading, made: SyntaxNode | null, name: string, role: TaskRole): string {
  const { constructs } = reading;
  const given = made ? reading.roleOf(constructs.propertiesOf(made).of, role) : null;
  return given ?? `${name}.${constructs.isPython ? snakeCase(role) : role}`;
}

/** The policies, with one name for each of the roles of a task. */
export function withTaskRoles(
  source: Source,
  document: ChangedDocument,
  policies: readonly ReadPolicy[],
): readonly ReadPolicy[] {
  if (!policies.some(({ policy: { place } }) => ofRole.test(place.label ?? place.principal ?? ""))) return policies;
  const file = cdkFileOf(source);
  if (!file) return policies;
  const reading = new CdkReading(file, constructsOf(file, source), document);
  const tasks = new Map([...reading.allOf(definition)].map((node) => [reading.madeName(node), node]));
  const canonical = (label: string | undefined): string | undefined => {
    const role = label === undefined ? null : ofRole.exec(label);
    if (!role) return label;
    const name = label!.slice(0, role.index);
    return named(reading, tasks.get(name) ?? null, name, role[1] === undefined ? "taskRole" : "executionRole");
  };
  return policies.map((one) => {
    const { place, type } = one.policy;
    if (type !== "identity") return one;
    const own = { ...place, label: canonical(place.label), principal: canonical(place.principal) };
    return { ...one, policy: { ...one.policy, place: own } };
  });
}
