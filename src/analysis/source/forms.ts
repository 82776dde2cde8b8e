/** In what a document is written: the one table of languages, endings and names. */
import { tableOf } from "../table";
import type { SourceDocument } from "./document";
import type { CodeGrammar, Grammar } from "./grammar";

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

interface FormRow {
  readonly form: Form;
  /** Language ids of VS Code and of its extensions. */
  readonly languages: readonly string[];
  /** What follows the last dot of a file's name, or the whole name where it has none. */
  readonly endings: readonly string[];
}

const rows: readonly FormRow[] = [
  { form: "javascript", languages: ["javascript", "javascriptreact"], endings: ["js", "mjs", "cjs", "jsx"] },
  { form: "typescript", languages: ["typescript"], endings: ["ts", "mts", "cts"] },
  { form: "tsx", languages: ["typescriptreact"], endings: ["tsx"] },
  { form: "python", languages: ["python"], endings: ["py", "pyw"] },
  { form: "csharp", languages: ["csharp"], endings: ["cs"] },
  { form: "go", languages: ["go"], endings: ["go"] },
  { form: "java", languages: ["java"], endings: ["java"] },
  { form: "php", languages: ["php"], endings: ["php"] },
  { form: "ruby", languages: ["ruby"], endings: ["rb", "rake"] },
  { form: "rust", languages: ["rust"], endings: ["rs"] },
  {
    form: "shell",
    languages: ["shellscript", "fish"],
    endings: ["sh", "bash", "zsh", "ksh", "bashrc", "zshrc", "profile", "bash_profile", "envrc", "fish"],
  },
  { form: "powershell", languages: ["powershell"], endings: ["ps1", "psm1"] },
  { form: "markdown", languages: ["markdown"], endings: ["md", "markdown", "mdx"] },
  { form: "dockerfile", languages: ["dockerfile"], endings: ["dockerfile", "containerfile"] },
  { form: "hcl", languages: ["terraform", "opentofu", "hcl"], endings: ["tf", "tofu", "hcl"] },
  {
    form: "assignments",
    languages: ["toml", "bat", "terraform-vars", "dotenv", "ini", "properties"],
    endings: ["toml", "bat", "cmd", "env", "ini", "cfg", "conf", "properties", "credentials", "tfvars", "tfbackend"],
  },
  {
    form: "json",
    languages: ["json", "jsonc", "jsonl", "cloudformation-json"],
    endings: ["json", "jsonc", "json5"],
  },
  {
    form: "yaml",
    languages: ["yaml", "dockercompose", "github-actions-workflow", "cloudformation", "cloudformation-yaml"],
    endings: ["yaml", "yml"],
  },
];

const byLanguage: Readonly<Record<string, Form>> = tableOf(
  Object.fromEntries(rows.flatMap(({ form, languages }) => languages.map((id) => [id, form]))),
);
const byEnding: Readonly<Record<string, Form>> = tableOf(
  Object.fromEntries(rows.flatMap(({ form, endings }) => endings.map((ending) => [ending, form]))),
);
const byInterpreter: readonly (readonly [RegExp, Form])[] = [
  [/^#!.{0,80}\b(?:ba|z|k|da)?sh\b/, "shell"],
  [/^#!.{0,80}\bpython/, "python"],
  [/^#!.{0,80}\b(?:node|bun)\b/, "javascript"],
];

/** A path or URI without its last part. */
export function folderOf(name: string): string {
  return name.slice(0, name.length - baseName(name).length);
}

/** The last part of a path or URI. */
export function baseName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
}

const forms = new WeakMap<SourceDocument, Form>();

/** By the language, else by the name, else by how the text begins. Found once for a document. */
export function formOf(document: SourceDocument): Form {
  let form = forms.get(document);
  if (form === undefined) forms.set(document, (form = findForm(document)));
  return form;
}

function findForm({ name, languageId, text }: SourceDocument): Form {
  // An editor may take a notebook for JSON.
  if (/\.ipynb$/i.test(name)) return "notebook";
  return byLanguage[languageId ?? ""] ?? formOfName(name) ?? formOfText(name, languageId, text) ?? "text";
}

function formOfName(name: string): Form | undefined {
  const base = baseName(name).toLowerCase();
  if (base.startsWith(".env") && base !== ".envrc") return "assignments";
  if (/^(?:dockerfile|containerfile)(?:\.|$)/.test(base)) return "dockerfile";
  if (/(?:^|[\\/])\.aws[\\/](?:credentials|config)$/.test(name)) return "assignments";
  return byEnding[base.slice(base.lastIndexOf(".") + 1)];
}

/** Templates and policies are kept under names that say nothing of their form: there the text tells. */
function formOfText(name: string, languageId: string | undefined, text: string): Form | undefined {
  if (text.startsWith("#!")) return byInterpreter.find(([pattern]) => pattern.test(text))?.[1];
  if (languageId !== "plaintext" && !/\.(?:template|tpl|tftpl|tmpl|j2|erb|policy|txt)$|^[^.]*$/i.test(baseName(name)))
    return undefined;
  const start = text.slice(0, 1000).trimStart();
  // A section of an INI file begins with a bracket too.
  if (start.startsWith("{") || /^\[\s*(?:[[{"\]]|$)/.test(start)) return "json";
  return /^(?:AWSTemplateFormatVersion|Resources|Transform|Version|Statement)\s*:/m.test(text) ? "yaml" : undefined;
}

const withoutGrammar: ReadonlySet<Form> = new Set([
  "notebook",
  "shell",
  "powershell",
  "markdown",
  "dockerfile",
  "hcl",
  "assignments",
  "json",
  "yaml",
  "text",
]);

/** Whether keys are followed in a form to the clients that get them. */
export function isCode(form: Form): form is CodeGrammar {
  return !withoutGrammar.has(form);
}

/** The grammar of what is written in a form; null where none is needed. */
export function grammarOf(form: Form): Grammar | null {
  if (form === "notebook") return "python";
  return form === "hcl" || isCode(form) ? form : null;
}
