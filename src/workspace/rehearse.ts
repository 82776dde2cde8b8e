/** `planeguard rehearse`: what a service or resource control policy would take away, before anybody attaches it. */
import { readAuthorizationFile } from "../account/authorization-file";
import { livePolicies } from "../account/live-policies";
import type { AuthorizationDetails } from "../account/sections/iam";
import { Workspace } from "../analysis/assertions/workspace";
import { readChanged } from "../analysis/change/read";
import { oneDocument } from "../analysis/change/terraform/join";
import { needs } from "../analysis/needs";
import { Rehearsal } from "../analysis/rehearsal/calls";
import { type ControlPolicy, replacesFullAccess } from "../analysis/rehearsal/control-policy";
import { losses } from "../analysis/rehearsal/losses";
import type { RehearsalReport } from "../analysis/rehearsal/report";
import type { SourceDocument } from "../analysis/source/document";
import type { ManagedPolicies } from "../catalog/managed-policies";
import { loadCatalog } from "../data/catalog-file";
import { loadParsers } from "../data/grammars";
import { loadManagedPolicies } from "../data/managed-policies-file";
import { managedBoundaries, stateOf } from "./assertions/state";
import { Configurations } from "./configuration/find";
import { today } from "./day";
import { mayMatter, readSide } from "./diff/documents";
import { WorkingTree } from "./diff/tree";
import { absolute, readContent } from "./files";
import { reasonOf } from "./reason";
import { trailFiles, trailRecords } from "./trail-files";

export interface RehearseRequest {
  readonly file: string;
  /** What relative names are relative to, and whose policies are read where no snapshot is given. */
  readonly folder: string;
  readonly policyType?: "scp" | "rcp" | undefined;
  /** A file or folder of CloudTrail. */
  readonly trail?: string | undefined;
  /** What `aws iam get-account-authorization-details` wrote. */
  readonly snapshot?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A text: why nothing can be said. */
export async function rehearse(request: RehearseRequest): Promise<RehearsalReport | string> {
  const { file, folder, trail, snapshot, signal } = request;
  const control = await controlPolicyOf(file, folder, request.policyType);
  if (typeof control === "string") return control;
  const catalog = await loadCatalog();
  const problems: FileProblem[] = [];
  const { workspace, arnOf, managed = null } = await workspaceOf(request, problems);
  const subjects = workspace.subjects.filter(({ kind }) => kind === "identity");
  if (subjects.length === 0 && trail === undefined && problems.length === 0)
    problems.push({ file: snapshot ?? folder, message: "No policy of a role or user was found in it." });
  const losing = losses(control, workspace, { catalog, today: today(), managed, ...(arnOf && { arnOf }) });
  let calls: RehearsalReport["calls"] = null;
  if (trail !== undefined) {
    const rehearsal = new Rehearsal(control, catalog);
    const files = trailFilesOf(trail, folder, problems);
    for (const [at, one] of files.entries()) {
      if (signal?.aborted) break;
      const records = trailRecords(one);
      if (typeof records === "string") problems.push({ file: one, message: `Could not read it: ${records}.` });
      else for (const record of records) rehearsal.add(record);
      if (at % 20 === 19) await new Promise((resolve) => setImmediate(resolve)); // lets a stop come through
    }
    calls = { files: files.length, records: rehearsal.read, denied: rehearsal.denied, unknown: rehearsal.unknown };
  }
  return {
    file,
    policyType: control.type,
    replacesFullAccess: replacesFullAccess(control),
    of: snapshot === undefined ? "workspace" : "snapshot",
    holders: { count: subjects.length, losing },
    calls,
    problems,
  };
}

function trailFilesOf(trail: string, folder: string, problems: FileProblem[]): readonly string[] {
  try {
    const files = trailFiles(absolute(trail, folder));
    if (files.length === 0) problems.push({ file: trail, message: "No file of CloudTrail was found in it." });
    return files;
  } catch (error) {
    problems.push({ file: trail, message: `Could not read it: ${reasonOf(error)}.` });
    return [];
  }
}

/** Never throws: what cannot be read is why. */
function readText(file: string, folder: string): { readonly text: string } | { readonly unread: string } {
  try {
    const content = readContent(absolute(file, folder));
    if ("text" in content) return { text: content.text };
    return { unread: content.unread === "binary" ? "It is a binary file." : "It is too large." };
  } catch (error) {
    return { unread: `Could not read it: ${reasonOf(error)}.` };
  }
}

async function controlPolicyOf(
  file: string,
  folder: string,
  asked: "scp" | "rcp" | undefined,
): Promise<ControlPolicy | string> {
  const read = readText(file, folder);
  return "unread" in read ? read.unread : controlPolicyIn({ name: file, text: read.text, mustHoldPolicy: true }, asked);
}

/** A text: why there is none. */
export async function controlPolicyIn(
  source: SourceDocument,
  asked: "scp" | "rcp" | undefined,
): Promise<ControlPolicy | string> {
  const { grammars } = needs(source);
  const parsers = grammars.length > 0 ? await loadParsers(grammars) : null;
  const { policies, problems } = readChanged(oneDocument(source), source, {
    parsers,
    managed: null,
    policyType: asked,
  });
  const [problem] = problems;
  if (problem) return problem.message;
  const all = policies.map(({ policy }) => policy);
  const type = asked ?? (all.some((policy) => policy.type === "rcp") ? "rcp" : "scp");
  const known = all.filter((policy) => asked !== undefined || policy.type === type);
  if (known.length === 0)
    return all.length === 0
      ? "No policy was found in it."
      : "It has no service or resource control policy; --policy-type says that it is one.";
  return { type, policies: known };
}

/** The details with those of AWS's managed policies that they name and do not have: a snapshot may leave them out (`--filter`). */
async function withPoliciesOfAws(details: AuthorizationDetails): Promise<AuthorizationDetails> {
  const { users, groups, roles, policies, awsPolicies } = details;
  const known = new Set([...policies, ...awsPolicies].map(({ arn }) => arn));
  const named = [...users, ...groups, ...roles].flatMap(({ attached, boundary }) => [
    ...attached,
    ...(boundary === null ? [] : [boundary]),
  ]);
  const missing = [...new Set(named)].filter((arn) => !known.has(arn) && /^arn:[\w-]+:iam::aws:policy\//.test(arn));
  if (missing.length === 0) return details;
  const managed = await loadManagedPolicies();
  const added = missing.flatMap((arn) => {
    const path = arn.slice(arn.indexOf(":policy/") + ":policy/".length);
    const policy = managed.policy(path.slice(path.lastIndexOf("/") + 1));
    const document = policy && policy.path + policy.name === path ? policy.document : null;
    return document ? [{ arn, name: policy!.name, document, attachments: 1 }] : [];
  });
  return { ...details, awsPolicies: [...awsPolicies, ...added] };
}

type FileProblem = RehearsalReport["problems"][number];

interface Asked {
  readonly workspace: Workspace;
  readonly managed?: ManagedPolicies | null;
  readonly arnOf?: Parameters<typeof losses>[2]["arnOf"];
}

async function workspaceOf({ folder, snapshot, signal }: RehearseRequest, problems: FileProblem[]): Promise<Asked> {
  if (snapshot !== undefined) {
    const read = readText(snapshot, folder);
    const details = "unread" in read ? null : readAuthorizationFile(read.text);
    if (!details) {
      const message =
        "unread" in read ? read.unread : "It is not what `aws iam get-account-authorization-details` writes.";
      problems.push({ file: snapshot, message });
      return { workspace: new Workspace({ policies: [], bounds: [], documents: [] }) };
    }
    const live = livePolicies(await withPoliciesOfAws(details));
    for (const arn of live.unread)
      problems.push({ file: arn, message: "A policy of it is not in the snapshot, or cannot be read." });
    return {
      workspace: new Workspace({ ...live, documents: [], byName: true }),
      arnOf: ({ policies }) => policies[0]!.document.placeOf(policies[0]!.at).file,
    };
  }
  const configurations = new Configurations();
  const tree = await WorkingTree.of(folder, { onUnreadable: () => undefined }, signal);
  const paths: string[] = [];
  for (const path of tree.paths)
    if (mayMatter(path) && !(await configurations.configurationFor(absolute(path, folder))).excluded) paths.push(path);
  const side = await readSide(tree, paths, (path) => path, signal);
  problems.push(...side.problems.map(({ file, message }) => ({ file, message })));
  const state = await stateOf(side.documents, signal);
  return { workspace: new Workspace(state), managed: await managedBoundaries(state) };
}
