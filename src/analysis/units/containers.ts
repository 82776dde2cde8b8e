/** The containers of Amazon ECS: which code they run, and how a list of them is written in templates and Terraform (Amazon ECS: "Task definition parameters"). */
import { entryOf, type TextPart, valueAt, type ValueNode } from "../value";
import { codeOfContainer, type DeclaredUnit, type UnitCode, type UnitRole } from "./unit";

/** How a form writes what containers have. */
interface ContainerTerms {
  readonly list: ValueNode | null | undefined;
  /** Keys in small letters as the API has them, or with a capital as CloudFormation does. */
  readonly key: (name: string) => string;
  readonly textOf: (node: ValueNode) => readonly TextPart[] | null;
  /** The name of a repository that the document declares, by what stands for it in the address of an image. */
  readonly repository: (hole: string) => string | null;
}

/** The units of a task definition: one for each of its containers, or one without code where they are not known. */
export function unitsOfTask(
  task: Pick<DeclaredUnit, "name" | "at">,
  role: UnitRole | null,
  { list, key, textOf, repository }: ContainerTerms,
): readonly DeclaredUnit[] {
  const items = list?.kind === "array" ? list.items : [];
  const unit = (name: string, code: UnitCode | null, environment: DeclaredUnit["environment"]): DeclaredUnit => ({
    ...task,
    name,
    kind: "ecs",
    code,
    environment,
    role,
  });
  if (items.length === 0) return [unit(task.name, null, new Map())];
  return items.map((one) => {
    const name = valueAt(one, key("name"));
    const image = valueAt(one, key("image"));
    const parts = image ? textOf(image) : null;
    const repositoryName = parts && repositoryOf(parts, repository);
    const [entryPoint, command] = [wordsAt(one, key("entryPoint")), wordsAt(one, key("command"))];
    const code =
      repositoryName === null || entryPoint === undefined || command === undefined
        ? null
        : codeOfContainer({ repository: repositoryName, contexts: [], entryPoint, command });
    const own = name?.kind === "string" && items.length > 1 ? `${task.name}/${name.value}` : task.name;
    return unit(own, code, variablesOf(one, key, textOf));
  });
}

/** Null where it has none, undefined where they are not known. */
function wordsAt(container: ValueNode, key: string): readonly string[] | null | undefined {
  const value = valueAt(container, key);
  if (!value) return null;
  const words =
    value.kind === "array" ? value.items.map((item) => (item.kind === "string" ? item.value : null)) : [null];
  return words.includes(null) ? undefined : (words as string[]);
}

function variablesOf(
  container: ValueNode,
  key: ContainerTerms["key"],
  textOf: ContainerTerms["textOf"],
): DeclaredUnit["environment"] {
  const all = new Map<string, readonly TextPart[] | null>();
  const each = (property: string, value: string): void => {
    const list = valueAt(container, key(property));
    for (const one of list?.kind === "array" ? list.items : []) {
      const name = valueAt(one, key("name"));
      const given = one.kind === "object" ? entryOf(one, key(value))?.value : undefined;
      if (name?.kind === "string") all.set(name.value, property === "environment" && given ? textOf(given) : null);
    }
  };
  each("environment", "value");
  each("secrets", "valueFrom");
  return all;
}

/** The name of the repository of the account's own registry that an image is of; null for others: `….dkr.ecr.….amazonaws.com/shop/orders:1`. */
function repositoryOf(image: readonly TextPart[], repository: (hole: string) => string | null): string | null {
  const [first] = image;
  if (typeof first === "object" && (image.length === 1 || /^[:@]/.test(String(image[1]))))
    return repository(first.name);
  const text = image.map((part) => (typeof part === "string" ? part : "\0")).join("");
  const [, name] = /\.dkr\.ecr\.[^/]{1,60}\/([a-z0-9][a-z0-9._/-]{0,255})(?:[:@]|$)/.exec(text) ?? [];
  return name ?? null;
}
