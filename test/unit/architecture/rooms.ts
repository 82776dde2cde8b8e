/** The rooms of the house and what each may import: the table of docs/architecture.md as data. */

export interface Room {
  /** A folder (or file, without its extension) of the sources; the longest that fits is a file's room. */
  readonly path: string;
  /** The rooms it may import, beside itself. */
  readonly mayImport: readonly string[];
  /** Touches no file system, network, clock, `vscode` or Node built-in. */
  readonly pure?: true;
  readonly importsVscode?: true;
  readonly importsAwsSdk?: true;
}

const analysis = ["src/analysis", "src/catalog", "src/escape", "src/guidance", "src/wording"];
const posture = ["src/account/posture", "src/account/sections", "src/account/snapshot"];
const account = [
  "src/account",
  "src/account/attestations",
  "src/account/collect",
  "src/account/checks",
  "src/account/demo",
  "src/account/profiles",
  ...posture,
];

export const rooms: readonly Room[] = [
  { path: "src/guidance", mayImport: ["src/escape"], pure: true },
  { path: "src/catalog", mayImport: [], pure: true },
  { path: "src/escape", mayImport: [], pure: true },
  { path: "src/wording", mayImport: ["src/escape"], pure: true },
  { path: "src/analysis", mayImport: ["src/catalog", "src/escape", "src/guidance", "src/wording"], pure: true },
  { path: "src/language", mayImport: analysis, pure: true },
  { path: "src/account/posture", mayImport: analysis, pure: true },
  { path: "src/account/sections", mayImport: [], pure: true },
  { path: "src/account/snapshot", mayImport: [...analysis, ...posture], pure: true },
  { path: "src/account/checks", mayImport: [...analysis, ...posture], pure: true },
  { path: "src/account/attestations", mayImport: [...analysis, ...posture, "src/account/checks"], pure: true },
  {
    path: "src/account/collect",
    mayImport: [...analysis, ...posture, "src/account", "src/account/profiles"],
    importsAwsSdk: true,
  },
  { path: "src/account/profiles", mayImport: ["src/account"], importsAwsSdk: true },
  { path: "src/account/demo", mayImport: posture, importsAwsSdk: true },
  // Loading is not pure: what the analysis needs of it is lent to it.
  { path: "src/data", mayImport: ["src/analysis", "src/catalog", "src/wording"] },
  { path: "src/account", mayImport: [...analysis, ...account, "src/data"] },
  { path: "src/report", mayImport: [...analysis, ...posture, "src/account/checks"], pure: true },
  {
    path: "src/workspace",
    mayImport: ["src/data", ...analysis, ...account, "src/language", "src/report"],
  },
  { path: "src/assist", mayImport: [...analysis, "src/account/posture", "src/language", "src/report"], pure: true },
  {
    path: "src/editor",
    mayImport: [...analysis, ...account, "src/assist", "src/language", "src/workspace", "src/report"],
    importsVscode: true,
  },
  { path: "src/extension", mayImport: ["src/editor"], importsVscode: true },
  { path: "src/extension-web", mayImport: ["src/editor"], importsVscode: true },
  { path: "src/lsp", mayImport: [...analysis, "src/language", "src/workspace"] },
  {
    path: "src/mcp",
    mayImport: [...analysis, ...posture, "src/account", "src/assist", "src/language", "src/report", "src/workspace"],
  },
  {
    path: "src/cli",
    mayImport: [...analysis, ...account, "src/language", "src/lsp", "src/mcp", "src/workspace", "src/report"],
  },
];

const deepestFirst = [...rooms].sort((a, b) => b.path.length - a.path.length);

/** The room of a file, named with or without its extension. */
export function roomOf(file: string): Room | undefined {
  const name = file.replace(/\.ts$/, "");
  return deepestFirst.find(({ path }) => name === path || name.startsWith(`${path}/`));
}
