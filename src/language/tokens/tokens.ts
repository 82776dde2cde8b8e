/** What the names and values of policies are, for colours: where no editor sees more than a text. */
import { type Form, formOf } from "../../analysis/source/forms";
import type { Span } from "../../analysis/text";
import type { ObjectNode } from "../../analysis/value";
import type { Catalog } from "../../catalog/catalog";
import type { Reading } from "../reading";
import { type Spot, spotsOf } from "../spots";
import { hole, type Written, writtenIn } from "./written";

/** In the words of the language server protocol, so that every theme has colours for them. */
export const tokenTypes = [
  /** The service of an action, a key or an ARN. */
  "namespace",
  /** An action without its service. */
  "method",
  /** A wildcard. */
  "regexp",
  /** `Allow` and `Deny`. */
  "keyword",
  /** The operator of a condition. */
  "operator",
  /** The key of a condition, and the elements of a policy in a text. */
  "property",
  /** A variable of a policy. */
  "variable",
  /** What a template fills in. */
  "parameter",
  /** The kind of a resource. */
  "type",
  /** The Region of an ARN. */
  "enumMember",
  /** An account. */
  "number",
  /** A service that assumes a role. */
  "class",
] as const;

export type TokenType = (typeof tokenTypes)[number];

export interface PolicyToken {
  readonly span: Span;
  readonly type: TokenType;
}

/** Of what stands `within`, in the order of the text, each within a line; none overlaps another. */
export function tokensOf(reading: Reading, within: Span): readonly PolicyToken[] {
  const { document, roots, catalog } = reading;
  const found: PolicyToken[] = [];
  const form = formOf(document);
  for (const root of roots) {
    if (root.span.start >= within.end || root.span.end <= within.start) continue;
    const isText = standsInText(root, document.text, form);
    const painter = new Painter(document.text, catalog, isText, isText || form === "json" || form === "yaml", found);
    for (const spot of spotsOf(root))
      if (spot.span.end > within.start && spot.span.start < within.end) painter.paint(spot);
  }
  found.sort((a, b) => a.span.start - b.span.start);
  let end = 0;
  return found.filter(({ span }) => {
    if (span.start < Math.max(end, within.start) || span.end > within.end) return false;
    end = span.end;
    return true;
  });
}

/**
 * Five numbers a token, as the protocol and VS Code take them: lines and characters from the token before, length, the
 * place of its type in `tokenTypes`, no modifiers.
 */
export function encoded(tokens: readonly PolicyToken[], { lines }: Pick<Reading, "lines">): number[] {
  let [line, column] = [1, 1];
  return tokens.flatMap(({ span, type }) => {
    const start = lines.position(span.start);
    const down = start.line - line;
    const right = down === 0 ? start.column - column : start.column - 1;
    [line, column] = [start.line, start.column];
    return [down, right, span.end - span.start, tokenTypes.indexOf(type), 0];
  });
}

/** JSON in a string, a heredoc or a block of YAML: the editor has no colours for its keys. */
function standsInText({ span }: ObjectNode, text: string, form: Form): boolean {
  if (text[span.start] !== "{") return false;
  const around = text.slice(Math.max(0, span.start - 200), span.start);
  return (
    /["'`]\s*$/.test(around) || (form !== "json" && /(?:<<[-~]?["']?\w+["']?|[|>][-+\d]{0,2})[ \t]*\n\s*$/.test(around))
  );
}

const noName = /^\d{12}$/;

class Painter {
  constructor(
    private readonly text: string,
    private readonly catalog: Catalog,
    private readonly isText: boolean,
    private readonly showsHoles: boolean,
    private readonly found: PolicyToken[],
  ) {}

  paint(spot: Spot): void {
    const { kind, parts, span } = spot;
    const isElement = kind === "policy-element" || kind === "statement-element" || kind === "principal-type";
    if (isElement && !this.isText) return;
    const written = writtenIn(this.text, span, parts);
    if (!written || written.text === "") return;
    const all = written.text.length;
    if (isElement) this.add(written, 0, all, "property");
    else if (kind === "effect") this.add(written, 0, all, "keyword");
    else if (kind === "operator") this.add(written, 0, all, "operator");
    else if (kind === "action") this.prefixed(written, "method");
    else if (kind === "condition-key") this.prefixed(written, "property");
    else if (kind === "resource" || kind === "principal" || kind === "condition-value") this.value(written, spot);
    if (!isElement && this.showsHoles) for (const one of written.holes) this.push(one, "parameter");
  }

  /** `s3:GetObject`, `aws:SourceArn`. */
  private prefixed(written: Written, type: TokenType): void {
    const colon = written.text.indexOf(":");
    if (colon > 0) this.pieces(written, 0, colon, "namespace");
    this.pieces(written, colon + 1, written.text.length, type);
  }

  private value(written: Written, { kind, operator, principalType }: Spot): void {
    const { text } = written;
    if (text.startsWith("arn:")) {
      this.arn(written);
      return;
    }
    const isPattern = kind !== "condition-value" || /Like|^Arn|:Arn/.test(operator ?? "");
    const type = noName.test(text) ? "number" : principalType === "Service" && /^[\w.-]+$/.test(text) ? "class" : null;
    this.pieces(written, 0, text.length, type, isPattern);
  }

  private arn(written: Written): void {
    const { text } = written;
    const colons = [...text.matchAll(/:/g)].slice(0, 5).map(({ index }) => index);
    const segments: readonly (TokenType | null)[] = [null, "namespace", "enumMember", "number"];
    segments.forEach((type, index) => {
      const colon = colons[index];
      if (type !== null && colon !== undefined) this.pieces(written, colon + 1, colons[index + 1] ?? text.length, type);
    });
    const [, service = 0, region, , resource] = colons;
    if (resource === undefined) return;
    const from = resource + 1;
    const kind = this.kindAt(text, text.slice(service + 1, region), from);
    if (kind > from) this.add(written, from, kind, "type");
    this.pieces(written, kind, text.length, null);
  }

  /** Where the kind ends with which a resource begins: of `role/path/name`, and not of the name of a bucket. */
  private kindAt(text: string, service: string, from: number): number {
    const kind = /^[a-zA-Z][\w-]{0,60}(?=[:/])/.exec(text.slice(from, from + 80))?.[0];
    if (kind === undefined) return from;
    const isKind = (this.catalog.arnTypes(service) ?? []).some(({ arns }) =>
      arns.some((arn) => {
        const resource = arn.split(":").slice(5).join(":");
        return resource.startsWith(`${kind}/`) || resource.startsWith(`${kind}:`);
      }),
    );
    return isKind ? from + kind.length : from;
  }

  /** A stretch with its wildcards and variables apart. */
  private pieces(written: Written, from: number, to: number, type: TokenType | null, isPattern = true): void {
    const stretch = written.text.slice(from, to);
    let at = 0;
    const rest = (end: number): void => {
      if (type !== null && end > at) this.add(written, from + at, from + end, type);
    };
    for (const { 0: piece, index } of stretch.matchAll(/[$&]\{[^{}]{0,200}\}|[*?]+|\uE000/g)) {
      const isWildcard = /^[*?]/.test(piece);
      if (isWildcard && !isPattern) continue;
      rest(index);
      at = index + piece.length;
      if (piece !== hole) this.add(written, from + index, from + at, isWildcard ? "regexp" : "variable");
    }
    rest(stretch.length);
  }

  private add({ at }: Written, from: number, to: number, type: TokenType): void {
    const span = { start: at[from]!, end: at[to - 1]! + 1 };
    if (span.end - span.start === to - from) this.push(span, type);
  }

  private push(span: Span, type: TokenType): void {
    if (!/[\r\n]/.test(this.text.slice(span.start, span.end))) this.found.push({ span, type });
  }
}
