/** In what a document is written, as far as it matters for credentials. */
import type { SourceDocument } from "./document";
import type { CodeGrammar, Grammar } from "./grammar";
import { tableOf } from "../table";

/** `assignments` are files of `NAME=value` lines without a language: `.env`, INI, properties. */
export type Form =
  | CodeGrammar
  | "notebook"
  | "shell"
  | "powershell"
  | "markdown"
  | "dockerfile"
  | "hcl"
  | "assignments"
  | "json"
  | "yaml"
  | "text";

const byLanguageId: Readonly<Record<string, Form>> = tableOf({
  javascript: "javascript",
  javascriptreact: "javascript",
  typescript: "typescript",
  typescriptreact: "tsx",
  python: "python",
  csharp: "csharp",
  go: "go",
  java: "java",
  php: "php",
  ruby: "ruby",
  rust: "rust",
  shellscript: "shell",
  fish: "shell",
  powershell: "powershell",
  markdown: "markdown",
  toml: "assignments",
  bat: "assignments",
  dockerfile: "dockerfile",
  terraform: "hcl",
  opentofu: "hcl",
  hcl: "hcl",
  "terraform-vars": "assignments",
  dotenv: "assignments",
  ini: "assignments",
  properties: "assignments",
  json: "json",
  jsonc: "json",
  yaml: "yaml",
  dockercompose: "yaml",
  "github-actions-workflow": "yaml",
  cloudformation: "yaml",
});

const byEnding: Readonly<Record<string, Form>> = tableOf({
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "javascript",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "tsx",
  py: "python",
  pyw: "python",
  cs: "csharp",
  go: "go",
  java: "java",
  php: "php",
  rb: "ruby",
  rake: "ruby",
  rs: "rust",
  sh: "shell",
  bash: "shell",
  zsh: "shell",
  ksh: "shell",
  bashrc: "shell",
  zshrc: "shell",
  profile: "shell",
  bash_profile: "shell",
  envrc: "shell",
  fish: "shell",
  ps1: "powershell",
  psm1: "powershell",
  md: "markdown",
  markdown: "markdown",
  toml: "assignments",
  bat: "assignments",
  cmd: "assignments",
  env: "assignments",
  ini: "assignments",
  cfg: "assignments",
  conf: "assignments",
  properties: "assignments",
  credentials: "assignments",
  tf: "hcl",
  tofu: "hcl",
  hcl: "hcl",
  tfvars: "assignments",
  tfbackend: "assignments",
  json: "json",
  jsonc: "json",
  json5: "json",
  yaml: "yaml",
  yml: "yaml",
});

const byInterpreter: readonly (readonly [RegExp, Form])[] = [
  [/^#!.{0,80}\b(?:ba|z|k|da)?sh\b/, "shell"],
  [/^#!.{0,80}\bpython/, "python"],
  [/^#!.{0,80}\b(?:node|bun)\b/, "javascript"],
];

/** The last part of a path or URI. */
export function baseName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
}

export function formOf({ name, languageId, text }: SourceDocument): Form {
  // An editor may take a notebook for JSON.
  if (/\.ipynb$/i.test(name)) return "notebook";
  const known = languageId === undefined ? undefined : byLanguageId[languageId];
  if (known) return known;
  const base = baseName(name).toLowerCase();
  if (base.startsWith(".env") && base !== ".envrc") return "assignments";
  if (/^(?:dockerfile|containerfile)(?:\.|$)|\.(?:dockerfile|containerfile)$/.test(base)) return "dockerfile";
  if (/[\\/]\.aws[\\/](?:credentials|config)$/.test(name)) return "assignments";
  const ending = base.slice(base.lastIndexOf(".") + 1);
  const form = byEnding[ending];
  if (form) return form;
  if (text.startsWith("#!")) return byInterpreter.find(([pattern]) => pattern.test(text))?.[1] ?? "text";
  return "text";
}

/** The grammar of a document that is code we follow; null for every other. */
export function grammarOf(document: SourceDocument): CodeGrammar | null {
  const form = formOf(document);
  return isGrammar(form) ? form : null;
}

function isGrammar(form: Form): form is CodeGrammar {
  return !/^(?:notebook|shell|powershell|markdown|dockerfile|hcl|assignments|json|yaml|text)$/.test(form);
}

/** The grammars that `readCredentials` wants for a document where the gate hits. */
export function grammarsFor(document: SourceDocument): Grammar[] {
  const form = formOf(document);
  if (form === "notebook") return ["python"];
  return form === "hcl" || isGrammar(form) ? [form] : [];
}
