/** How an offer is written in the form that the document has, at the place where the cursor stands. */
import { type Span, spanOf } from "../../analysis/text";
import { literal, type Offer, type OfferedEntry, type Shape } from "./offer";
import type { Slot } from "./slot";

export interface Written {
  readonly newText: string;
  readonly isSnippet: boolean;
  readonly filterText: string;
}

/** Writes all offers of one slot, which share what they replace. */
export class Pen {
  /** What each takes the place of: the content of a value; a key with its quotes, where its value is still to come. */
  readonly replaces: Span;
  private readonly takesQuotes: boolean;
  private readonly isYaml: boolean;
  private readonly isHcl: boolean;
  private readonly quote: string;

  constructor(
    { form, token }: Pick<Slot, "form" | "token">,
    private readonly writesValues: boolean,
  ) {
    this.isYaml = form === "yaml" && token.quote === "";
    this.isHcl = form === "hcl" && token.quote === "";
    this.quote = token.quote !== "" ? token.quote : form === "json" || form === "hcl" || form === "python" ? '"' : "'";
    this.takesQuotes = token.quote !== "" && writesValues && !token.isKey;
    this.keepsKey = token.isKey;
    // YAML and Terraform have a line for each entry, but not JSON that stands in them.
    this.comma = token.isFollowed && !this.isYaml && !this.isHcl ? "," : "";
    this.isOpen = token.quote !== "" && !token.closed;
    this.isBare = token.quote === "";
    this.behindDash = this.isYaml ? " ".repeat(token.column - token.indent) : "";
    this.replaces = this.takesQuotes
      ? { start: token.start - 1, end: token.closed ? token.end + 1 : token.end }
      : spanOf(token);
  }

  private readonly keepsKey: boolean;
  private readonly comma: string;
  private readonly isOpen: boolean;
  private readonly isBare: boolean;
  /** What the lines below begin with beyond the indentation of their first, so that they stand below what is written there. */
  private readonly behindDash: string;

  write({ text, snippet, entries, shape, again, isExpression }: Offer): Written {
    const filterText = this.takesQuotes ? `${this.quote}${text}` : text;
    if (entries) return { newText: this.several(entries), isSnippet: true, filterText };
    const content = snippet ?? literal(text);
    if (isExpression)
      return { newText: snippet ?? `${text}${this.closing}`, isSnippet: snippet !== undefined, filterText };
    if (shape !== undefined && this.writesValues && !this.keepsKey)
      return {
        newText: `${this.entry(content, { shape }, placesIn(content) + 1)}${this.comma}`,
        isSnippet: true,
        filterText,
      };
    // The cursor stays before the closing quote where something is to follow: `s3:`.
    if (this.isBare && !this.keepsKey) {
      // What follows is written in the same plain text.
      if (this.isYaml && again && text.endsWith(":")) return { newText: text, isSnippet: false, filterText };
      const quoted = this.quoted(content, again === true && text.endsWith(":"));
      return {
        newText: snippet === undefined && !quoted.includes("$0") ? this.quoted(text) : quoted,
        isSnippet: snippet !== undefined || quoted.includes("$0"),
        filterText,
      };
    }
    const stop = again && this.isOpen ? "$0" : "";
    const isSnippet = snippet !== undefined || stop !== "";
    return { newText: `${isSnippet ? content : text}${stop}${this.closing}`, isSnippet, filterText };
  }

  private get closing(): string {
    return this.isOpen ? this.quote : "";
  }

  /** A value without quotes of its own, with those that it needs. */
  private quoted(content: string, stop = false): string {
    if (this.isYaml && isPlain(content)) return content;
    const quote = this.isYaml ? "'" : this.quote;
    return `${quote}${content}${stop ? "$0" : ""}${quote}`;
  }

  /** A place to fill in for each value that is left open; in braces of their own where a key was not asked for. */
  private several(entries: readonly OfferedEntry[]): string {
    let place = 0;
    const written = entries.map(({ key, value }) => this.entry(key, value, typeof value === "string" ? 0 : ++place));
    const joined = written.join(this.isYaml || this.isHcl ? "\n" : ",\n").replaceAll("\n", `\n${this.behindDash}`);
    return this.writesValues ? `${joined}${this.comma}` : `{\n${joined.replaceAll(/^/gm, "\t")}\n}${this.comma}`;
  }

  private entry(key: string, value: OfferedEntry["value"], place: number): string {
    const { quote } = this;
    const stop = `$${place}`;
    if (this.isYaml) {
      const written = typeof value === "string" ? ` ${value}` : this.yamlValue(value.shape, stop);
      return `${isPlain(key) ? key : `'${key}'`}:${written}`;
    }
    const name = this.isHcl ? (/^[A-Za-z_]\w*$/.test(key) ? `${key} = ` : `"${key}" = `) : `${quote}${key}${quote}: `;
    if (typeof value === "string") return `${name}${quote}${value}${quote}`;
    switch (value.shape) {
      case "text":
        return `${name}${quote}${stop}${quote}`;
      case "list":
        return `${name}[${quote}${stop}${quote}]`;
      case "object":
        return `${name}{\n\t${stop}\n}`;
      case "objects":
        return `${name}[\n\t{\n\t\t${stop}\n\t}\n]`;
    }
  }

  private yamlValue(shape: Shape, stop: string): string {
    switch (shape) {
      case "text":
        return ` ${stop}`;
      case "list":
        return `\n\t- ${stop}`;
      case "object":
        return `\n\t${stop}`;
      case "objects":
        return `\n\t- ${stop}`;
    }
  }
}

/** How many places to fill in a snippet has. */
const placesIn = (snippet: string): number => (snippet.match(/\$\{\d+:/g) ?? []).length;

/** Whether YAML takes a text as it is. */
function isPlain(text: string): boolean {
  return (
    /^[A-Za-z0-9$_\\]/.test(text) &&
    !/: |:$|^\d{4}-|[#,[\]]| $/.test(text) &&
    !/^(true|false|null|yes|no|on|off|~|\d+)$/i.test(text) &&
    !/(^|[^$]){/.test(text)
  );
}
