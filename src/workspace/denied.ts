/** `planeguard denied`: what the policies of a workspace have to do with a denial. */
import { relative } from "node:path";

import { readChanged } from "../analysis/change/read";
import { oneDocument } from "../analysis/change/terraform/join";
import { explain, type KnownPolicy } from "../analysis/denied/explain";
import { type Denial, readDenials } from "../analysis/denied/read-denials";
import { resourcesOf } from "../analysis/locate/cloudformation";
import { grammarsFor, locatePolicies, mayAttachPolicies, mayHavePolicies } from "../analysis/locate/locate";
import type { SourceDocument } from "../analysis/source/document";
import { Source } from "../analysis/source/source";
import { LineIndex } from "../analysis/text";
import { entryOf } from "../analysis/value";
import { loadParsers } from "../data/grammars";
import { loadManagedPolicies } from "../data/managed-policies-file";
import type { ReportedDenial } from "../report/denied-report";
import { CodeFiles, type CodeText } from "./units/code-files";
import { filesOf, mayDeclare, projectAround } from "./units/find";

export interface DeniedRequest {
  /** What holds the messages. */
  readonly text: string;
  /** Where the policies are looked for; absolute. */
  readonly folder: string;
  /** Nothing outside of this folder is read; absolute. Else the repository of `folder` is. */
  readonly project?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The denials in a text, explained; none where it has none. */
export async function deniedIn({ text, folder, project, signal }: DeniedRequest): Promise<readonly ReportedDenial[]> {
  const denials = readDenials(text);
  if (denials.length === 0) return [];
  const texts = new Map<string, string>();
  const known = await policiesOf(project ?? (await projectAround(folder, folder)), texts, denials, signal);
  return denials.map((denial) => {
    const explanation = explain(denial, known);
    return {
      ...explanation,
      places: explanation.places.map(({ file, span, what }) => ({
        file: relative(folder, file),
        range: new LineIndex(texts.get(file)!).range(span),
        what,
      })),
    };
  });
}

/** The policies of the project, as far as somebody could mean them. */
async function policiesOf(
  project: string,
  texts: Map<string, string>,
  denials: readonly Denial[],
  signal: AbortSignal | undefined,
): Promise<readonly KnownPolicy[]> {
  if (denials.every(({ action }) => action === null)) return [];
  const code = new CodeFiles(project);
  const found: KnownPolicy[] = [];
  for (const path of await filesOf(project, signal)) {
    if (signal?.aborted) break;
    const document = mayDeclare(path) ? code.read(path) : null;
    if (!document || !mayName({ name: path, text: document.text })) continue;
    texts.set(path, document.text);
    for (const one of await policiesIn(document)) found.push(one);
    await new Promise((done) => setImmediate(done));
  }
  return found;
}

/** Whether a document has a policy, or names one. */
function mayName(document: SourceDocument): boolean {
  return mayHavePolicies(document) || mayAttachPolicies(document);
}

async function policiesIn({ path, text, form }: CodeText): Promise<readonly KnownPolicy[]> {
  const grammars = grammarsFor({ name: path, text });
  const document = { name: path, text };
  const parsers = grammars.length > 0 ? await loadParsers(grammars) : null;
  const source = new Source(document, parsers);
  const managed = mayAttachPolicies(document) ? await loadManagedPolicies() : null;
  const given = form === "hcl" ? namesInTerraform(text) : namesInTemplate(source);
  const written = new Set(locatePolicies(source).policies.map(({ root }) => root.span.start));
  const read = readChanged(oneDocument(document), document, { parsers, managed, made: source });
  return read.policies.flatMap(({ policy, at, isUnread, ...one }): KnownPolicy[] => {
    if (isUnread) return [];
    const { principal, label } = policy.place;
    const ids = [principal, label].flatMap((id) => id ?? []);
    const principals = ids.flatMap((id) => [
      id === "provider" ? "lambdaRole" : id.slice(id.lastIndexOf(".") + 1),
      ...(given.get(id) ?? given.get(id.slice(id.lastIndexOf(".") + 1)) ?? []),
    ]);
    const isElsewhere = one.managed !== undefined || !written.has(at.start);
    return [{ file: path, policy, span: at, isElsewhere, holder: principal ?? label ?? "", principals }];
  });
}

const nameProperties = ["RoleName", "UserName", "FunctionName", "BucketName", "QueueName", "TopicName", "Name"];

/** By logical id the names that a template gives. */
function namesInTemplate(source: Source): ReadonlyMap<string, readonly string[]> {
  const roots = source.form === "yaml" ? source.yaml.roots : source.form === "json" ? [source.json.root] : [];
  return new Map(
    roots.flatMap((root) =>
      (root ? resourcesOf(root) : []).map(({ id, properties }) => {
        const names = nameProperties.flatMap((name) => {
          const value = entryOf(properties, name)?.value;
          return value?.kind === "string" ? [value.value] : [];
        });
        return [id, names] as const;
      }),
    ),
  );
}

const inTerraform =
  /\bresource[ \t]{1,20}"aws_[a-z0-9_]{1,60}"[ \t]{1,20}"([\w-]{1,100})"[ \t]{0,20}\{\s{0,200}(?:name|bucket)[ \t]{0,40}=[ \t]{0,40}"([^"$\n]{1,200})"/g;

function namesInTerraform(text: string): ReadonlyMap<string, readonly string[]> {
  return new Map([...text.matchAll(inTerraform)].map(([, label, name]) => [label!, [name!]]));
}
