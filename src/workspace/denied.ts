/** `planeguard denied`: what the policies of a workspace have to do with a denial. */
import { relative } from "node:path";

import { explain, type KnownPolicy } from "../analysis/denied/explain";
import { type Denial, readDenials } from "../analysis/denied/read-denials";
import { resourcesOf } from "../analysis/locate/cloudformation";
import { grammarsFor, locatePolicies, mayHavePolicies } from "../analysis/locate/locate";
import { readPolicy } from "../analysis/policy/read";
import { Source } from "../analysis/source/source";
import { LineIndex } from "../analysis/text";
import { entryOf } from "../analysis/value";
import { loadParsers } from "../data/grammars";
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
    if (!document || !mayHavePolicies({ name: path, text: document.text })) continue;
    texts.set(path, document.text);
    for (const one of await policiesIn(document)) found.push(one);
    await new Promise((done) => setImmediate(done));
  }
  return found;
}

async function policiesIn({ path, text, form }: CodeText): Promise<readonly KnownPolicy[]> {
  const grammars = grammarsFor({ name: path, text });
  const source = new Source({ name: path, text }, grammars.length > 0 ? await loadParsers(grammars) : null);
  const given = form === "hcl" ? namesInTerraform(text) : namesInTemplate(source);
  return locatePolicies(source).policies.flatMap((located): KnownPolicy[] => {
    const policy = readPolicy(located.root, located.place);
    if (!policy) return [];
    const { principal, label } = located.place;
    const ids = [principal, label].flatMap((id) => id ?? []);
    const principals = ids.flatMap((id) => [
      id === "provider" ? "lambdaRole" : id.slice(id.lastIndexOf(".") + 1),
      ...(given.get(id) ?? given.get(id.slice(id.lastIndexOf(".") + 1)) ?? []),
    ]);
    return [{ file: path, located, policy, principals }];
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
