/** Expressions that are not proven linear, and what bounds the text that they are given. */
export interface Bounded {
  /** The most characters that the expression is given. */
  readonly characters: number;
  readonly why: string;
}

/** By the expression as it stands in the code. */
export const bounded: Readonly<Record<string, Bounded>> = {
  [String.raw`/\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]*)%|([^\s"%]+))(?=\s|$)/y`]: {
    characters: 1024,
    why: "parseFilterPattern takes no longer pattern, nor does AWS",
  },
  [String.raw`/\s*(?:(?<sign>&&|\|\||[()])|(?<path>\$(?:\.?\[(?:\d+|\*|"[^"]*"|'[^']*')\]|\.[\w:/@-]+|\.\*)+)|(?<operator>!=|<=|>=|=|<|>)|"(?<quoted>(?:[^"\\]|\\.)*)"|%(?<regex>[^%]*)%|(?<bare>(?:(?!&&|\|\|)[^\s()"=<>!])+))/y`]:
    { characters: 1024, why: "parseFilterPattern takes no longer pattern, nor does AWS" },
  [String.raw`/(?:^|\n)((?:[ \t]*\r?\n)*)$/`]: { characters: 200, why: "withoutDoubledBlanks looks no further back" },
  [String.raw`/^(?!use_?|region_?)\w*endpoint(?!s?_?Discovery|_?Mode|_?Prefix)\w*$|^Service_?URL$/i`]: {
    characters: 300,
    why: "isEndpoint: longestName",
  },
  [String.raw`/(?:^|\.)\w*(?:[gG]etenv|[gG]etEnv|MustEnv)\w*$/`]: {
    characters: 700,
    why: "an Sdk is asked about names: longestName, of what it belongs to and of itself",
  },
  [String.raw`/^([\w.]+)\.([A-Z]+(?:_[A-Z]+)*?_)(?:AWS_)?\w*(?:KEY|ID)\w*$/`]: {
    characters: 300,
    why: "longestName, in the function itself",
  },
  [String.raw`/^(?:\s{0,40}(?:Fn::\w{1,20}:|!\w{1,20}))*[ \t]*\|[-+0-9]{0,2}[ \t]*(?:#.*)?\r?\n/`]: {
    characters: 300,
    why: "inScript reads so much of a value",
  },
  [String.raw`/^[ \t]*(?:export[ \t]+|set[ \t]+|declare[ \t]+-x[ \t]+|readonly[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*(?:"[\w/+=.-]*"|'[\w/+=.-]*'|[\w/+=.-]*)(?:[ \t]*;)?[ \t]*(?:#[^\n]*)?\r?$/`]:
    { characters: 2000, why: "lineFixes reads no longer line" },
  ["/(?<![\\w.:/-])(?=[\\w.-]{0,60}(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|credential|(?:api|access|secret|private|account|auth|license|signing|encryption)[-_]?key))(--?)?([\\w.-]{1,100})([\"'`]\\]?)?([ \\t]{0,8}(?::[ \\t]?[\\w.<>[\\]|]{1,40}[ \\t]{0,8}=|:=|=>|=|:)[ \\t]{0,8}|[ \\t]{0,8}[(,][ \\t]{0,8}(?=[\"'`])|[ \\t]{1,8})(\"[^\"]*\"?|'[^']*'?|`[^`]*`?|[^\\s,;{[(][^,;}]*)/gi"]:
    { characters: 1000, why: "masked.ts reads no more of a line" },
  ["/^(\\s*(?:(?:-|export|set|ENV|ARG)\\s{1,8})?[\"']?([\\w.-]{1,100})[\"']?(?:\\s{0,8}=|\\s{0,8}:(?=\\s|$))[ \\t]{0,8})(?![\\s\"'`{[(])([^\\n]*)$/"]:
    { characters: 1000, why: "masked.ts reads no more of a line" },
  ["/(<([\\w:.-]{1,100})(?:\\s[^<>]{0,200})?>)([^<>]+)(?=<|$)/g"]: {
    characters: 1000,
    why: "masked.ts reads no more of a line",
  },
  ["/((?<![\\w.-])(?:value|default|stringvalue)[\"']?\\s{0,8}[:=]\\s{0,8})(\"[^\"]*\"?|'[^']*'?|[^\\s,}]+)/gi"]: {
    characters: 1000,
    why: "masked.ts reads no more of a line",
  },
  ["/(?<![\\w.-])(?:(?:name|key|id)[\"']?\\s{0,8}[:=]\\s{0,8}|variable\\s{1,8})[\"']?([\\w./-]{1,100})/i"]: {
    characters: 1000,
    why: "masked.ts reads no more of a line",
  },
  [String.raw`/\b(?:A[A-Z0-9]{2}[A-Z][A-Z0-9]{16,17}|gh[a-z]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[a-z]-[\w-]{10,}|[sr]k_(?:live|test)_\w{10,}|eyJ[\w-]{10,}[\w.-]*)/g`]:
    { characters: 1000, why: "masked.ts reads no more of a line" },
  [String.raw`/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40,}={0,2}/g`]: {
    characters: 1000,
    why: "masked.ts reads no more of a line",
  },
  [String.raw`/^\s*(?:(?:export|set|ENV|ARG|-)\s{1,8})?["']?[A-Za-z_][\w.-]{0,80}["']?\s{0,8}(?:=|:)/`]: {
    characters: 1000,
    why: "masked.ts reads no more of a line",
  },
  [String.raw`/\.(?:json[5cl]?|ya?ml|tf|tfvars|tofu|hcl|sh)$|(?:^|[\\/])[^\\/]*\.env(?:\.[^\\/]*)?$/i`]: {
    characters: 32_767,
    why: "the path of a file, on whatever system",
  },
};
