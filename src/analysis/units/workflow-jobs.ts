/** The jobs of a workflow of GitHub that run as a role of AWS: what stands behind the step that assumes it (aws-actions/configure-aws-credentials). */
import type { Span } from "../text";
import { type ObjectEntry, type TextPart, valueAt, type ValueNode } from "../value";

export interface WorkflowJob {
  readonly name: string;
  readonly at: Span;
  /** The name of the role in AWS, without its path. */
  readonly role: string;
  /** The steps with commands, each from its key to its end. */
  readonly runs: readonly Span[];
  /** Files that these start, relative to the repository. */
  readonly scripts: readonly string[];
  readonly environment: ReadonlyMap<string, readonly TextPart[] | null>;
}

const action = /^aws-actions\/configure-aws-credentials@/;
const roleArn = /^arn:aws[\w-]{0,20}:iam::\d{12}:role\/(?:[\w+=,.@-]{1,64}\/){0,8}([\w+=,.@-]{1,64})$/;
/** Commands that take other credentials, or other endpoints. */
const otherCredentials =
  /--profile\b|--endpoint-url\b|\bAWS_(?:PROFILE|ACCESS_KEY_ID|SESSION_TOKEN|ENDPOINT_URL\w{0,60})\b|\bassume-role/i;
const script =
  /(?:^|[\n;&|])[ \t]{0,20}(?:(?:bash|sh|python3?|node)[ \t]{1,9})?((?:\.\/)?[\w-]{1,60}(?:\/[\w.-]{1,60}){0,8}\.(?:sh|py|[cm]?js))(?=[\s;&|]|$)/g;
const mostScripts = 20;

/** Empty where no job certainly runs as a role that the workflow writes out. */
export function jobsOfWorkflow(root: ValueNode, text: string): readonly WorkflowJob[] {
  const jobs = valueAt(root, "jobs");
  // Where commands are run in another folder, or by another shell, nothing is known of their files.
  const isPlain = !valueAt(root, "defaults");
  const shared = variablesIn(valueAt(root, "env"));
  return (jobs?.kind === "object" ? jobs.entries : []).flatMap((job) => {
    const steps = valueAt(job.value, "steps");
    return steps?.kind === "array"
      ? partsOfJob(job, steps.items, text, isPlain && !valueAt(job.value, "defaults"), shared)
      : [];
  });
}

type Variables = WorkflowJob["environment"];

function partsOfJob(
  { key, keySpan, value }: ObjectEntry,
  steps: readonly ValueNode[],
  text: string,
  isPlain: boolean,
  shared: Variables,
): readonly WorkflowJob[] {
  const parts: { readonly role: string; readonly runs: Span[]; readonly scripts: string[] }[] = [];
  let open: (typeof parts)[0] | null = null;
  for (const step of steps) {
    const uses = valueAt(step, "uses");
    if (uses?.kind === "string" && action.test(uses.value)) {
      const role = roleOf(step);
      open = role === null ? null : { role, runs: [], scripts: [] };
      if (open) parts.push(open);
      continue;
    }
    const run = step.kind === "object" ? step.entries.find((entry) => entry.key === "run") : undefined;
    if (!run || !open) continue;
    const written = text.slice(run.value.span.start, run.value.span.end);
    if (otherCredentials.test(text.slice(step.span.start, step.span.end))) {
      // What it exports counts for the steps behind it.
      open = null;
      continue;
    }
    open.runs.push({ start: run.keySpan.start, end: run.value.span.end });
    if (isPlain && !valueAt(step, "working-directory")) open.scripts.push(...scriptsIn(written));
  }
  const environment = new Map([...shared, ...variablesIn(valueAt(value, "env"))]);
  const isElsewhere = [...environment.keys()].some((name) => otherCredentials.test(name));
  return isElsewhere
    ? []
    : parts.filter(({ runs }) => runs.length > 0).map((part) => ({ ...part, name: key, at: keySpan, environment }));
}

/** Null for one that is not written out, or that may not be assumed. */
function roleOf(step: ValueNode): string | null {
  const given = valueAt(step, "with");
  const role = valueAt(given, "role-to-assume");
  const others = ["aws-access-key-id", "role-chaining", "role-skip-session-tagging"];
  if (role?.kind !== "string" || valueAt(step, "if") || others.some((one) => valueAt(given, one))) return null;
  return roleArn.exec(role.value.trim())?.[1] ?? null;
}

function scriptsIn(commands: string): readonly string[] {
  return [...commands.matchAll(script)].slice(0, mostScripts).map(([, path]) => path!.replace(/^\.\//, ""));
}

function variablesIn(node: ValueNode | undefined): Variables {
  const entries = node?.kind === "object" ? node.entries : [];
  return new Map(
    entries.map(({ key, value }) => [
      key,
      value.kind === "string" && !value.value.includes("${{") ? [value.value] : null,
    ]),
  );
}
