/** The signs, paths and values of a filter pattern for JSON. */
import type { Operator, Path, Value } from "./pattern";

export type Token =
  | { readonly kind: "sign"; readonly sign: string }
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "operator"; readonly operator: Operator }
  | { readonly kind: "value"; readonly value: Value; readonly quoted: boolean };

const step = /\.?\[(\d+|\*)\]|\.?\["([^"]*)"\]|\.?\['([^']*)'\]|\.([\w:/@*-]+)/g;

/** null: something in it is none of them. */
export function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = [];
  const token =
    /\s*(?:(?<sign>&&|\|\||[()])|(?<path>\$(?:\.?\[(?:\d+|\*|"[^"]*"|'[^']*')\]|\.[\w:/@-]+|\.\*)+)|(?<operator>!=|<=|>=|=|<|>)|"(?<quoted>(?:[^"\\]|\\.)*)"|%(?<regex>[^%]*)%|(?<bare>(?:(?!&&|\|\|)[^\s()"=<>!])+))/y;
  const end = text.trimEnd().length;
  while (token.lastIndex < end) {
    const groups = token.exec(text)?.groups;
    if (!groups) return null;
    const { sign, path, operator, quoted, regex, bare } = groups;
    if (sign !== undefined) tokens.push({ kind: "sign", sign });
    else if (path !== undefined)
      tokens.push({
        kind: "path",
        path: [...path.matchAll(step)].map(
          ([, index, double, single, name]) => index ?? double ?? single ?? name ?? "",
        ),
      });
    else if (operator !== undefined) tokens.push({ kind: "operator", operator: operator as Operator });
    else if (regex !== undefined) tokens.push({ kind: "value", value: { kind: "regex", text: regex }, quoted: true });
    else
      tokens.push({
        kind: "value",
        value: { kind: "text", text: quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "" },
        quoted: quoted !== undefined,
      });
  }
  return tokens;
}
