/**
 * Reads the filter patterns of CloudWatch Logs.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
import type { FilterPattern, Term, Test } from "./pattern";
import { type Token, tokensOf } from "./tokens";

/** What AWS lets a pattern have. */
const longest = 1024;

/** null: this cannot be read. An empty pattern has no terms: it takes every event. */
export function parseFilterPattern(pattern: string): FilterPattern | null {
  if (pattern.length > longest) return null;
  const text = pattern.trim();
  if (text.startsWith("[")) return { kind: "columns" };
  if (!text.startsWith("{")) return parseTerms(text);
  const tokens = text.endsWith("}") ? tokensOf(text.slice(1, -1)) : null;
  if (!tokens) return null;
  const parser = new Parser(tokens);
  const test = parser.any();
  return test && parser.isAtEnd ? { kind: "json", test } : null;
}

/** `&&` binds closer than `||`. */
class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  any(): Test | null {
    return this.chain("||", "or", () => this.chain("&&", "and", () => this.one()));
  }

  private chain(sign: string, kind: "and" | "or", part: () => Test | null): Test | null {
    const tests: Test[] = [];
    do {
      const test = part();
      if (!test) return null;
      tests.push(test);
    } while (this.take(sign));
    return tests.length === 1 ? tests[0]! : { kind, tests };
  }

  private one(): Test | null {
    if (this.take("(")) {
      const test = this.any();
      return test && this.take(")") ? test : null;
    }
    const path = this.next("path");
    if (!path) return null;
    if (this.takeWords("IS", "NULL")) return { kind: "is", path: path.path, what: "NULL" };
    if (this.takeWords("IS", "TRUE")) return { kind: "is", path: path.path, what: "TRUE" };
    if (this.takeWords("IS", "FALSE")) return { kind: "is", path: path.path, what: "FALSE" };
    if (this.takeWords("NOT", "EXISTS")) return { kind: "is", path: path.path, what: "MISSING" };
    const operator = this.next("operator");
    const value = operator && this.next("value");
    return value ? { kind: "compare", path: path.path, operator: operator.operator, value: value.value } : null;
  }

  private next<Kind extends Token["kind"]>(kind: Kind): Extract<Token, { kind: Kind }> | null {
    const token = this.tokens[this.at];
    if (token?.kind !== kind) return null;
    this.at++;
    return token as Extract<Token, { kind: Kind }>;
  }

  private take(sign: string): boolean {
    const token = this.tokens[this.at];
    const found = token?.kind === "sign" && token.sign === sign;
    if (found) this.at++;
    return found;
  }

  private takeWords(...words: string[]): boolean {
    const found = words.every((word, index) => {
      const token = this.tokens[this.at + index];
      return token?.kind === "value" && !token.quoted && token.value.text === word;
    });
    if (found) this.at += words.length;
    return found;
  }
}

function parseTerms(text: string): FilterPattern | null {
  const terms: Term[] = [];
  const term = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]*)%|([^\s"%]+))(?=\s|$)/y;
  while (term.lastIndex < text.length) {
    const found = term.exec(text);
    if (!found) return null;
    const [, sign, quoted, regex, bare] = found;
    terms.push({
      text: regex ?? quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "",
      regex: regex !== undefined,
      role: sign === "?" ? "any" : sign === "-" ? "none" : "all",
    });
  }
  return { kind: "terms", terms };
}
