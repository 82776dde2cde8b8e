/** As whom the jobs of a GitHub workflow would present themselves to AWS. */
import type { Subject } from "../../../guidance/github-oidc";
import { parseYaml } from "../../source/yaml-tree";
import { entryOf, type ObjectNode, type ValueNode } from "../../value";
import { slotsOf } from "./data-file";

/** The subjects of a workflow's jobs: their environments; else the branches that start it. Null for what is no workflow. */
export function workflowSubjects(text: string): Subject[] | null {
  const [root] = parseYaml(text).roots;
  const jobs = root?.kind === "object" ? entryOf(root, "jobs")?.value : undefined;
  if (root?.kind !== "object" || jobs?.kind !== "object") return null;
  const subjects: Subject[] = [];
  let withoutEnvironment = false;
  for (const { value: job } of slotsOf(jobs)) {
    if (job.kind !== "object" || !signsIn(text, job)) continue;
    const name = environmentOf(job);
    if (name === null) withoutEnvironment = true;
    else subjects.push({ kind: "environment", name });
  }
  if (withoutEnvironment || subjects.length === 0) subjects.push(...startedBy(entryOf(root, "on")?.value));
  const seen = new Set<string>();
  return subjects.filter((subject) => !seen.has(JSON.stringify(subject)) && seen.add(JSON.stringify(subject)));
}

function signsIn(text: string, { span }: ObjectNode): boolean {
  return /configure-aws-credentials|AWS_ACCESS_KEY_ID/.test(text.slice(span.start, span.end));
}

/** `environment: production` or `environment: { name: production }`; null where there is none, or it is computed. */
function environmentOf(job: ObjectNode): string | null {
  const environment = entryOf(job, "environment")?.value;
  const name = environment?.kind === "object" ? entryOf(environment, "name")?.value : environment;
  return name?.kind === "string" ? name.value : null;
}

/** Branches that are named; `main` where nothing is said, for a pattern must not let in every branch. */
function startedBy(on: ValueNode | undefined): Subject[] {
  const subjects: Subject[] = [];
  const push = on?.kind === "object" ? entryOf(on, "push")?.value : undefined;
  const branches = push?.kind === "object" ? entryOf(push, "branches")?.value : undefined;
  for (const branch of branches?.kind === "array" ? branches.items : branches ? [branches] : []) {
    if (branch.kind === "string" && !/[*?[!+]/.test(branch.value))
      subjects.push({ kind: "branch", name: branch.value });
  }
  if (subjects.length === 0) subjects.push({ kind: "branch", name: "main" });
  return subjects;
}
