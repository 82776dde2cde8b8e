/** Keys that templates and manifests hand to what runs, where they are used in place of the role that is there for it. */
import type { PipelineService } from "../../../guidance/pipeline-oidc";
import type { Span } from "../../text";
import { entryOf, type ObjectNode, type ValueNode } from "../../value";
import type { CredentialFix } from "../fix";
import { standardName } from "../names";
import { type DataFile, type Slot, slotsOf } from "./data-file";
import { DataRemoval, nameIn, withRole } from "./data-removal";
import { givenIn, pipelineFixes, pipelineServiceOf } from "./pipeline";
import { unusedParameters } from "./unused-parameters";
import { ForOthers } from "./workflow-secrets";
import { missingRole } from "./workload-role";

export type RoleOf = "function" | "task" | "pod" | "build" | "image" | "job";

/** `AWS_ACCESS_KEY_ID` in an environment, filled from a parameter, variable or secret. */
export interface RoleShadow {
  readonly at: Span;
  /** Whose role is passed over. */
  readonly of: RoleOf;
  /** The service that runs the job, which gives it a token. */
  readonly service?: PipelineService;
  fixes(): readonly CredentialFix[];
}

const fixTitle = "Remove the key from the environment, so that the role is used";
const workloads = new Set(["Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"]);
const deepest = 40;

/** The keys in the environments of a template or manifest; none in any other document. */
export function findRoleShadows(file: DataFile): RoleShadow[] {
  return file.roots.flatMap((root) => {
    const of = root.kind === "object" ? kindOf(root) : null;
    if (of !== null) return search(file, root, [], of);
    const service = pipelineServiceOf(root);
    return service ? shadowsInJobs(file, root, service) : [];
  });
}

/** The keys that the jobs of a service which builds are given, where it would give them a token for a role. */
function shadowsInJobs(file: DataFile, root: ValueNode, service: PipelineService): RoleShadow[] {
  const others = new ForOthers(file.text);
  return givenIn(root)
    .filter(({ path, env, id, secret }) => {
      const job = path.at(-1)!.container;
      const isOther = env.entries.some(({ key }) => /endpoint/i.test(key)) || others.has(job);
      return !isOther && [id, secret].every(({ value }) => isOpen(value));
    })
    .map((given) => ({
      at: given.id.keySpan,
      of: "job",
      service,
      fixes: () => pipelineFixes(file, service, given),
    }));
}

/** Whose environments a document describes, as far as it is not told further inside. */
function kindOf(root: ObjectNode): RoleOf | "template" | null {
  const has = (key: string) => entryOf(root, key) !== undefined;
  if (has("Resources")) return "template";
  if (has("service") && has("provider")) return "function";
  if (has("containerDefinitions")) return "task";
  const kind = has("apiVersion") ? entryOf(root, "kind")?.value : undefined;
  return kind?.kind === "string" && workloads.has(kind.value) ? "pod" : null;
}

const ofResource: readonly (readonly [RegExp, RoleOf])[] = [
  [/^AWS::(?:Lambda|Serverless)::Function$/, "function"],
  [/^AWS::(?:ECS::TaskDefinition|Batch::JobDefinition)$/, "task"],
  [/^AWS::CodeBuild::Project$/, "build"],
];

function search(file: DataFile, node: ValueNode, path: readonly Slot[], of: RoleOf | "template"): RoleShadow[] {
  if (path.length > deepest) return [];
  const type = node.kind === "object" ? entryOf(node, "Type")?.value : undefined;
  const resource = type?.kind === "string" ? ofResource.find(([pattern]) => pattern.test(type.value))?.[1] : undefined;
  const inside = resource ?? of;
  const own = inside === "template" ? null : shadowIn(file, node, path, inside);
  return [...(own ? [own] : []), ...slotsOf(node).flatMap((slot) => search(file, slot.value, [...path, slot], inside))];
}

/** What an environment, written as an object or as a list of names and values, gives to AWS's names. */
function shadowIn(file: DataFile, node: ValueNode, path: readonly Slot[], of: RoleOf): RoleShadow | null {
  const named = slotsOf(node).flatMap((slot) => {
    const name = slot.entry ? slot.entry.key : slot.value.kind === "object" ? nameIn(slot.value) : null;
    return name === null ? [] : [{ slot, name }];
  });
  const keys = named.filter(({ name }) => standardName.test(name));
  const id = keys.find(({ name }) => name === "AWS_ACCESS_KEY_ID");
  // With a token they are temporary ones. An endpoint beside them may be another service's.
  if (
    !id ||
    keys.length !== 2 ||
    named.some(({ name }) => /endpoint/i.test(name)) ||
    !keys.every(({ slot }) => isFilledIn(slot))
  )
    return null;
  return {
    at: id.slot.entry?.keySpan ?? nameSpan(id.slot.value),
    of,
    fixes: () => {
      const removal = new DataRemoval();
      const gone = keys.map(({ slot }) => [...path, slot]);
      for (const one of [...gone, ...unusedParameters(file, gone)]) removal.add(one);
      const role = missingRole(file, gone[0]!);
      const together = role && file.writer.edits([...removal.changes(), ...role.changes]);
      if (role && together) return [withRole(role, together)];
      const edits = file.writer.edits(removal.changes());
      // Whether the role may do what the key could is not for the template to tell.
      return edits ? [{ title: fixTitle, kind: "suggestion", edits }] : [];
    },
  };
}

/** Whether a value comes from elsewhere: a parameter, a variable, a secret. */
function isFilledIn({ entry, value }: Slot): boolean {
  if (!entry && value.kind === "object") {
    if (entryOf(value, "valueFrom") ?? entryOf(value, "ValueFrom")) return true;
    const given = value.entries.find(({ key }) => /^value$/i.test(key));
    return given !== undefined && isOpen(given.value);
  }
  return isOpen(value);
}

function isOpen(value: ValueNode): boolean {
  if (value.kind === "string") return /\$\{|\{\{|<<|^\$\(?[\w.]+\)?$/.test(value.value);
  // `Ref` and the like as they are read without CloudFormation's eyes.
  return (
    value.kind === "template" ||
    value.kind === "unknown" ||
    (value.kind === "object" && value.entries.length === 1 && /^(?:Ref|Fn::.+)$/.test(value.entries[0]!.key))
  );
}

function nameSpan(item: ValueNode): Span {
  return slotsOf(item).find(({ entry }) => entry !== null && /^name$/i.test(entry.key))?.value.span ?? item.span;
}
