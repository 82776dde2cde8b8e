/** The source of what a tool wrote, beside each finding: the line of the app that makes a construct, the block of Terraform behind a plan. */
import { dirname, join, relative, resolve } from "node:path";

import { brief } from "../analysis/brief";
import type { Finding, RelatedPlace } from "../analysis/finding";
import type { SourceDocument } from "../analysis/source/document";
import {
  blockIn,
  type Frame,
  framesOfConstructs,
  type MadeFrom,
  madeFrom,
  makerOf,
  readAddress,
} from "../analysis/source/made-from";
import { endOfLine, LineIndex } from "../analysis/text";
import { leadsOut, readContent } from "./files";
import { sourcesIn, terraformFiles } from "./local-modules";

/** In bytes. */
const largestManifest = 16 * 1024 * 1024;
const largestSource = 1024 * 1024;
/** How many folders of a path that another machine wrote are looked for here. */
const deepestPath = 8;

/** The findings with the place in the source that each comes from; `path` is where the document is, absolute. */
export function withSources(findings: readonly Finding[], document: SourceDocument, path: string): readonly Finding[] {
  if (findings.length === 0 || !/\.json$/i.test(path)) return findings;
  const made = madeFrom(document);
  if (made.length === 0) return findings;
  const sources = made[0]!.kind === "construct" ? new App(path) : new Configuration(path);
  const lines = new LineIndex(document.text);
  return findings.map((finding) => {
    const maker = makerOf(made, finding.range.start.offset);
    if (!maker) return finding;
    const message = brief(
      maker.kind === "construct" ? `The construct \`${maker.name}\` makes this.` : `\`${maker.name}\` in the plan.`,
    );
    const found = sources.placeOf(maker);
    const place: RelatedPlace = found
      ? {
          file: join(dirname(document.name), relative(dirname(path), found.path)),
          range: found.range,
          policyPath: null,
          message,
        }
      : { file: document.name, range: lines.range(maker.at), policyPath: null, message };
    return { ...finding, related: [...finding.related, place] };
  });
}

interface SourcePlace {
  readonly path: string;
  readonly range: Finding["range"];
}

/** The app of a cloud assembly, whose folder lies in the app's. */
class App {
  private readonly frames = new Map<string, readonly Frame[]>();

  constructor(private readonly template: string) {
    const folder = dirname(template);
    for (const name of [join(folder, "manifest.json"), template.replace(/\.template\.json$/i, ".metadata.json")]) {
      const text = name === template ? null : textOf(name, folder, largestManifest);
      if (text?.includes('"trace"')) for (const [key, frames] of framesOfConstructs(text)) this.frames.set(key, frames);
    }
  }

  placeOf({ name }: MadeFrom): SourcePlace | null {
    const home = dirname(dirname(this.template));
    for (const { path, line, column } of this.frames.get(name) ?? []) {
      const parts = path.split(/[\\/]/);
      // Another machine may have written it: what stands at the end of the path is looked for in the app.
      for (let count = Math.min(deepestPath, parts.length); count > 0; count--) {
        const here = resolve(home, ...parts.slice(-count));
        const text = textOf(here, home, largestSource);
        const start = text === null ? null : offsetOf(text, line, column);
        if (text !== null && start !== null)
          return { path: here, range: new LineIndex(text).range({ start, end: start }) };
      }
    }
    return null;
  }
}

/** The configuration of a plan: the folder in which it lies, and the local modules that it calls. */
class Configuration {
  private readonly home: string;

  constructor(plan: string) {
    this.home = dirname(plan);
  }

  placeOf({ name }: MadeFrom): SourcePlace | null {
    const address = readAddress(name);
    if (!address) return null;
    let folder = this.home;
    for (const module of address.modules) {
      const source = this.find(folder, "module", module)?.source;
      if (source === undefined) return null;
      folder = resolve(folder, source);
    }
    return this.find(folder, "resource", address.type, address.name);
  }

  private find(folder: string, kind: "resource" | "module", ...labels: readonly string[]) {
    for (const { name, text } of terraformFiles(folder, dirname(this.home))) {
      const span = blockIn(text, kind, ...labels);
      if (!span) continue;
      const next = text.slice(span.end).search(/^(?:resource|module|data)\b/m);
      const [source] = sourcesIn(next < 0 ? text.slice(span.end) : text.slice(span.end, span.end + next));
      return { path: join(folder, name), range: new LineIndex(text).range(span), source };
    }
    return null;
  }
}

/** Null for what is not there, is no text, or leads out of the folder. */
function textOf(path: string, folder: string, limit: number): string | null {
  try {
    if (leadsOut(path, folder)) return null;
    const content = readContent(path, limit);
    return "unread" in content ? null : content.text;
  } catch {
    return null;
  }
}

/** Null where the text has no such line. */
function offsetOf(text: string, line: number, column: number): number | null {
  let start = 0;
  for (let at = 1; at < line; at++) {
    start = text.indexOf("\n", start) + 1;
    if (start === 0) return null;
  }
  return Math.min(start + column - 1, endOfLine(text, start));
}
