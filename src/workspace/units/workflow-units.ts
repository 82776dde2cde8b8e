/** Jobs of workflows of GitHub as units: of roles that the same workspace declares. */
import { basename, dirname, join } from "node:path";

import { addTo } from "../../analysis/group-by";
import { Source } from "../../analysis/source/source";
import type { Span } from "../../analysis/text";
import type { DeclaredUnit, UnitRole } from "../../analysis/units/unit";
import { jobsOfWorkflow, type WorkflowJob } from "../../analysis/units/workflow-jobs";
import type { CodeFiles, CodeText } from "./code-files";
import { mayDeclare } from "./find";
import { follow, type Program } from "./program";
import type { Unit, UnitReading } from "./unit";

/** A document of the workspace that may declare roles, as it was read. */
export type RolesDocument = Pick<Unit, "document" | "parts"> & { readonly reading: UnitReading };

const mostDocuments = 3_000;

/** @param read reads a document that may declare roles; null where it declares none */
export async function unitsOfWorkflow(
  workflow: CodeText,
  code: CodeFiles,
  paths: Iterable<string>,
  read: (document: CodeText) => Promise<RolesDocument | null>,
): Promise<readonly Unit[]> {
  const source = new Source({ name: workflow.path, text: workflow.text }, null);
  const jobs = source.yaml.roots.flatMap((root) => jobsOfWorkflow(root, workflow.text));
  const found = await declaring(new Set(jobs.map(({ role }) => role)), code, paths, read);
  const root = join(dirname(workflow.path), "../..");
  return jobs.flatMap((job): Unit[] => {
    const [one, ...others] = found.get(job.role) ?? [];
    const reading = one && readingFor(workflow, job, one.reading);
    // Of two roles of one name nobody knows which it is.
    return reading && others.length === 0
      ? [{ ...one, declared: reading.units[0]!, program: programOf(workflow, job, root, code), reading }]
      : [];
  });
}

async function declaring(
  names: ReadonlySet<string>,
  code: CodeFiles,
  paths: Iterable<string>,
  read: (document: CodeText) => Promise<RolesDocument | null>,
): Promise<ReadonlyMap<string, readonly RolesDocument[]>> {
  const found = new Map<string, RolesDocument[]>();
  let looked = 0;
  for (const path of names.size > 0 ? paths : []) {
    if (!mayDeclare(path) || ++looked > mostDocuments) continue;
    const text = code.look(path)?.text ?? "";
    if (!/AWS::IAM::Role\b|\baws_iam_role\b/.test(text) || ![...names].some((name) => text.includes(name))) continue;
    const document = code.read(path);
    const roles = document && (await read(document));
    for (const name of roles ? names : []) if (roles!.reading.roleCalled?.(name)) addTo(found, name, roles!);
  }
  return found;
}

/** The same for the job alone; null where the document declares no such role. */
function readingFor(workflow: CodeText, job: WorkflowJob, reading: UnitReading): UnitReading | null {
  const role = reading.roleCalled?.(job.role);
  if (!role) return null;
  const again = (text: string): UnitReading | null => {
    const other = reading.again(text);
    return other && readingFor(workflow, job, other);
  };
  return { ...reading, units: [unitOf(workflow, job, role)], again };
}

function unitOf({ path }: CodeText, { name, at, environment }: WorkflowJob, role: UnitRole): DeclaredUnit {
  // Whoever deploys does more than its commands say.
  return {
    name: `${basename(path)}/${name}`,
    kind: "workflow",
    at,
    code: null,
    environment,
    role: { ...role, hasOtherUsers: true },
  };
}

/** The workflow with nothing but the commands of a job, and the files that these start. */
function programOf(workflow: CodeText, { runs, scripts }: WorkflowJob, root: string, code: CodeFiles): Program {
  const entry: CodeText = { ...workflow, text: onlyWithin(workflow.text, runs), modules: [] };
  const started = [...new Set(scripts)].flatMap((path) => code.read(join(root, path)) ?? []);
  const programs = started.map((file) => follow(file, [dirname(file.path)], code, null));
  return {
    entry,
    files: [...new Set([entry, ...programs.flatMap(({ files }) => files)])],
    more: "actions and commands of others run beside it",
    resolve: (specifier, from) => code.resolve(specifier, from, [root]),
  };
}

/** Everything else is white space, so that places stay what they are. */
function onlyWithin(text: string, kept: readonly Span[]): string {
  let written = "";
  let at = 0;
  for (const { start, end } of kept) {
    written += text.slice(at, start).replace(/[^\r\n]/g, " ") + text.slice(start, end);
    at = end;
  }
  return written + text.slice(at).replace(/[^\r\n]/g, " ");
}
