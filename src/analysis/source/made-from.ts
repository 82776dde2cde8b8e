/** What made the resources of a document that a tool wrote: constructs of CDK in its templates, blocks of Terraform in a plan. */
import type { Span } from "../text";
import { entryOf, valueAt, type ValueNode } from "../value";
import type { SourceDocument } from "./document";
import { parseJson } from "./json-tree";

export interface MadeFrom {
  readonly kind: "construct" | "block";
  /** `Stack/Role/DefaultPolicy/Resource`, `module.site.aws_s3_bucket_policy.this[0]` */
  readonly name: string;
  /** Where the document names it. */
  readonly at: Span;
  /** What the document has of the resource. */
  readonly resource: Span;
}

/** In the order of the text; empty for what no such tool wrote. `aws:cdk:path` is of AWS's "Resource metadata", a plan as `terraform show -json` gives it. */
export function madeFrom({ text }: Pick<SourceDocument, "text">): readonly MadeFrom[] {
  const isTemplate = text.includes('"aws:cdk:path"');
  if (!isTemplate && !(text.includes('"resource_changes"') && text.includes('"format_version"'))) return [];
  const { root } = parseJson(text);
  return (isTemplate ? constructs(root) : blocks(root)).sort((a, b) => a.resource.start - b.resource.start);
}

function constructs(root: ValueNode | null): MadeFrom[] {
  const resources = valueAt(root ?? undefined, "Resources");
  return resources?.kind === "object"
    ? resources.entries.flatMap(({ value }) => named("construct", value, valueAt(value, "Metadata", "aws:cdk:path")))
    : [];
}

function blocks(root: ValueNode | null): MadeFrom[] {
  const changes = valueAt(root ?? undefined, "resource_changes");
  return changes?.kind === "array"
    ? changes.items.flatMap((item) => named("block", item, valueAt(item, "address")))
    : [];
}

function named(kind: MadeFrom["kind"], resource: ValueNode, name: ValueNode | undefined): MadeFrom[] {
  return name?.kind === "string" && name.value !== ""
    ? [{ kind, name: name.value, at: name.span, resource: resource.span }]
    : [];
}

/** A place in the code of an app, as its stack trace has it. */
export interface Frame {
  readonly path: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

const frame = /(?:^|\(|\s)((?:\/|[A-Za-z]:[\\/])[^()\n]{1,400}):(\d{1,7}):(\d{1,7})\)?$/;

/** Where the app makes each construct, by its path, innermost first and without the libraries. `text` is a cloud assembly's manifest.json or a stack's metadata. */
export function framesOfConstructs(text: string): ReadonlyMap<string, readonly Frame[]> {
  const found = new Map<string, readonly Frame[]>();
  const { root } = parseJson(text);
  if (root?.kind !== "object") return found;
  const artifacts = valueAt(root, "artifacts");
  const all = artifacts?.kind === "object" ? artifacts.entries.map(({ value }) => valueAt(value, "metadata")) : [root];
  for (const metadata of all)
    for (const { key, value } of metadata?.kind === "object" ? metadata.entries : []) {
      const frames = value.kind === "array" ? value.items.flatMap(framesIn) : [];
      if (frames.length > 0) found.set(key.replace(/^\//, ""), frames);
    }
  return found;
}

function framesIn(entry: ValueNode): Frame[] {
  const trace = entry.kind === "object" ? entryOf(entry, "trace")?.value : undefined;
  return (trace?.kind === "array" ? trace.items : []).flatMap((line) => {
    const [, path, at, column] = (line.kind === "string" ? frame.exec(line.value.slice(-500)) : null) ?? [];
    return path === undefined || /[\\/]node_modules[\\/]/.test(path)
      ? []
      : [{ path, line: Number(at), column: Number(column) }];
  });
}

/** An address of Terraform without its instances: the modules, then the block. */
export interface Address {
  readonly modules: readonly string[];
  readonly type: string;
  readonly name: string;
}

/** Null for what is none of a managed resource. */
export function readAddress(text: string): Address | null {
  const parts = text.replace(/\[(?:\d{1,9}|"(?:[^"\\]|\\.){0,200}")\]/g, "").split(".");
  const modules: string[] = [];
  while (parts[0] === "module" && parts.length > 2) modules.push(parts.splice(0, 2)[1]!);
  const [type, name] = parts;
  return parts.length === 2 && /^\w{1,100}$/.test(type!) && /^[\w-]{1,100}$/.test(name!)
    ? { modules, type: type!, name: name! }
    : null;
}

/** Where a file of Terraform declares a block with these labels; null where it does not. */
export function blockIn(text: string, kind: "resource" | "module", ...labels: readonly string[]): Span | null {
  for (const match of text.matchAll(
    /^[ \t]{0,20}(resource|module)((?:[ \t]{1,20}"[\w-]{1,100}"){1,2})[ \t]{0,20}\{/gm,
  )) {
    if (match[1] !== kind) continue;
    const found = [...match[2]!.matchAll(/"([^"]*)"/g)].map(([, label]) => label);
    const start = match.index + match[0].search(/\S/);
    if (found.join(" ") === labels.join(" ")) return { start, end: match.index + match[0].length - 1 };
  }
  return null;
}

/** The object that a span of the text lies in. */
export function makerOf(made: readonly MadeFrom[], offset: number): MadeFrom | null {
  return made.find(({ resource }) => resource.start <= offset && offset < resource.end) ?? null;
}
