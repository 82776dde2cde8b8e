/** The tasks of Amazon ECS that a file of AWS CDK makes, with the code of their containers (AWS CDK: aws-ecs). */
import type { CodeFile } from "../../code/code-file";
import { camelCase } from "../../locate/code/letter-case";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import { codeOfContainer, type DeclaredUnit, type UnitCode } from "../unit";
import { pathsOf } from "./asset-paths";
import type { Constructs, Properties } from "./constructs";
import { memberOf, outermostCall } from "./holders";
import type { AppReading } from "./role-policies";
import type { CdkRoles } from "./roles";
import { usesOf } from "./uses";

const tasks = /^ecs\.(?:Fargate|Ec2|External)?TaskDefinition$/;

/** Patterns that make a task definition of their own, with one container (AWS CDK: aws-ecs-patterns). */
const services = /^ecs-patterns\.(?:Application|Network)LoadBalanced(?:Fargate|Ec2)Service$/;

/** Whether a file may make tasks: cheap. */
export const mayMakeTasks =
  /\b(?:(?:Fargate|Ec2|External)?TaskDefinition|(?:Application|Network)LoadBalanced(?:Fargate|Ec2)Service)\(/;

/** The units of a task definition, or of a service that makes one: one for each container that the file adds to it. Empty for other constructs. */
export function unitsOfTaskAt(
  reading: AppReading,
  roles: CdkRoles,
  node: SyntaxNode,
  name: string | null,
  environmentOf: (expression: SyntaxNode | undefined) => DeclaredUnit["environment"],
): readonly DeclaredUnit[] {
  const { constructs } = reading;
  if (name === null) return [];
  const isService = services.test(name);
  if (!isService && !tasks.test(name)) return [];
  const id = constructs.file.argumentsOf(node)[1];
  const written = id && constructs.textOf(id);
  if (!written) return [];
  if (isService) {
    const given = constructs.propertiesOf(node);
    const options = given.of.get("taskImageOptions");
    const properties = options ? optionsOf(constructs, options) : null;
    // One that is given a definition adds nothing to what that one says.
    if (!options) return [];
    return [
      {
        name: written,
        kind: "ecs",
        at: spanOf(id),
        code: codeOf(constructs.file, properties),
        environment: environmentOf(properties?.get("environment")),
        role: roles.roleOfService(
          node,
          written,
          id,
          { ...given, isWhole: given.isWhole && properties !== null },
          properties?.get("taskRole"),
        ),
      },
    ];
  }
  const containers = usesOf(constructs, node).at.flatMap((use) => {
    const call = use.parent && /^add_?container$/i.test(memberOf(constructs, use.parent)) && outermostCall(use.parent);
    return call ? [call] : [];
  });
  const role = roles.roleOfTask(node, written, id, constructs.propertiesOf(node));
  return containers.map((call): DeclaredUnit => {
    const [given] = constructs.file.argumentsOf(call);
    const container = given && constructs.textOf(given);
    const properties = containerProperties(constructs, call);
    return {
      name: containers.length > 1 && container ? `${written}/${container}` : written,
      kind: "ecs",
      at: spanOf(id),
      code: codeOf(constructs.file, properties),
      environment: environmentOf(properties?.get("environment")),
      role,
    };
  });
}

/** Null where not all of them are written there. */
function containerProperties(constructs: Constructs, call: SyntaxNode): Properties["of"] | null {
  const { file } = constructs;
  if (call.type === "call") {
    const { of, isWhole } = constructs.propertiesOf(call);
    return isWhole ? of : null;
  }
  const given = file.argumentsOf(call)[1];
  return given ? optionsOf(constructs, given) : null;
}

/** What an object of options holds, as an object or as a call with keywords; null where not all of it is written there. */
function optionsOf(constructs: Constructs, options: SyntaxNode): Properties["of"] | null {
  const { base } = constructs.file.resolve(options);
  if (base.type === "call") return containerProperties(constructs, base);
  const entries = constructs.file.entries(base);
  if (!entries || entries.some(({ key }) => key === null)) return null;
  return new Map(entries.map(({ key, value }) => [camelCase(key!), value]));
}

function codeOf(file: CodeFile, properties: Properties["of"] | null): UnitCode | null {
  const image = properties?.get("image");
  const call = image && file.resolve(image).base;
  const callee = call && childOf(call, "function");
  if (!properties || !call || !callee || !/^from_?asset$/i.test(file.ownName(callee))) return null;
  const [folder, ...options] = file.argumentsOf(call);
  const contexts = folder ? pathsOf(file, folder) : [];
  // Another Dockerfile may be named there.
  if (contexts.length === 0 || options.length > 0) return null;
  const [entryPoint, command] = [wordsOf(file, properties.get("entryPoint")), wordsOf(file, properties.get("command"))];
  return entryPoint === undefined || command === undefined
    ? null
    : codeOfContainer({ repository: null, contexts, entryPoint, command });
}

/** Undefined where they are not written out. */
function wordsOf(file: CodeFile, list: SyntaxNode | undefined): readonly string[] | null | undefined {
  if (!list) return null;
  const words = file
    .resolve(list)
    .base.children.filter(({ named }) => named)
    .map((one) => file.language.literal(file.tree, file.resolve(one).base)?.text ?? null);
  return words.includes(null) ? undefined : (words as string[]);
}
