/** What stands in a policy and leads elsewhere: actions and managed policies to AWS's pages, ARNs to what the same template declares. */
import type { TemplateResource } from "../../analysis/locate/cloudformation";
import { namedPolicy } from "../../analysis/managed/named";
import type { Range, Span } from "../../analysis/text";
import { DeclaredNames, writtenParts } from "../../analysis/units/declared-names";
import { expand } from "../harm";
import type { Reading } from "../reading";
import { type Spot, spotsOf, wholeText } from "../spots";
import { type Written, writtenIn } from "../tokens/written";
import { actionUrl, managedPolicyUrl } from "./service-pages";

export interface DocumentLink {
  /** Without quotes. */
  readonly range: Range;
  /** A page of AWS, or a place in the same document. */
  readonly target: { readonly url: string } | { readonly at: Range };
  /** Plain text. */
  readonly tooltip: string;
}

/** Bounds what an editor has to draw. */
const mostLinks = 5000;
/** Folders in a bucket that an ARN names. */
const deepest = 20;

/** In the order of the text. */
export function linksOf(reading: Reading): readonly DocumentLink[] {
  const found = new Map<number, DocumentLink>();
  const named = new NamedResources(reading);
  for (const root of reading.roots)
    for (const spot of spotsOf(root)) {
      const link = spot.kind === "action" ? actionLink(spot, reading) : named.link(spot);
      if (link && found.size < mostLinks) found.set(link.range.start.offset, link);
    }
  for (const link of managedLinks(reading)) if (found.size < mostLinks) found.set(link.range.start.offset, link);
  return [...found.values()].sort((a, b) => a.range.start.offset - b.range.start.offset);
}

function actionLink({ parts, span }: Spot, { catalog, document, lines }: Reading): DocumentLink | null {
  const text = wholeText(parts);
  if (text === null) return null;
  const service = catalog.service(text.slice(0, Math.max(0, text.indexOf(":"))));
  const written = service && writtenIn(document.text, span, parts);
  if (!written) return null;
  const isPattern = /[*?]/.test(text);
  const [action] = isPattern ? [] : expand(text, catalog);
  // A name that AWS does not know is a finding, and no page has it.
  if (!action && !isPattern) return null;
  return {
    range: lines.range(whole(written)),
    target: { url: actionUrl(service, action ? action.action.name : null) },
    tooltip: `${action ? action.name : service.name} in AWS's service authorization reference`,
  };
}

function managedLinks({ attached, managed, document, lines }: Reading): readonly DocumentLink[] {
  if (!managed) return [];
  return attached.flatMap((one): DocumentLink[] => {
    const { node } = one;
    const policy = namedPolicy(one, managed)?.policy;
    const written = policy && writtenIn(document.text, node.span, node.kind === "string" ? [node.value] : node.parts);
    if (!written) return [];
    return [
      {
        range: lines.range(whole(written)),
        target: { url: managedPolicyUrl(policy.name) },
        tooltip: `${policy.name} in AWS's reference of managed policies`,
      },
    ];
  });
}

/** ARNs by the names that a template gives its resources; those of other accounts and Regions are of something else. */
class NamedResources {
  private readonly names: DeclaredNames;
  /** Null where several have it. */
  private readonly byArn = new Map<string, TemplateResource | null>();

  constructor(private readonly reading: Reading) {
    const resources = reading.declared.flatMap(({ resource }) => resource ?? []);
    this.names = new DeclaredNames(resources);
    for (const resource of resources) {
      const arn = this.names.isNamed(resource.id) && this.names.declared(resource.id)?.arn;
      const written = arn && writtenParts(arn);
      if (written) this.byArn.set(written, this.byArn.has(written) ? null : resource);
    }
  }

  link({ kind, parts, span }: Spot): DocumentLink | null {
    if (this.byArn.size === 0 || (kind !== "resource" && kind !== "principal" && kind !== "condition-value"))
      return null;
    const [first] = parts;
    if (typeof first !== "string" || !first.startsWith("arn:")) return null;
    const { document, lines } = this.reading;
    const asked = writtenParts(this.names.resolve(parts));
    const resource = this.resourceOf(asked);
    const written = resource && writtenIn(document.text, span, parts);
    if (!written) return null;
    const { id, idSpan } = resource;
    return { range: lines.range(whole(written)), target: { at: lines.range(idSpan) }, tooltip: `Go to ${id}` };
  }

  /** What has an ARN, or what lies in it: an object of a bucket. */
  private resourceOf(arn: string): TemplateResource | null {
    for (let depth = 0, part = arn; depth < deepest; depth++) {
      const resource = this.byArn.get(part);
      if (resource !== undefined) return resource;
      const slash = part.lastIndexOf("/");
      if (slash < 0) return null;
      part = part.slice(0, slash);
    }
    return null;
  }
}

function whole({ at }: Written): Span {
  return { start: at[0]!, end: at.at(-1)! };
}
