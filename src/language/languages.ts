/** The languages whose documents an editor hands to the analysis as they are typed. The manifest's activation events name the same ones. */
export const languageIds = [
  "json",
  "jsonc",
  "yaml",
  "dockercompose",
  "github-actions-workflow",
  "javascript",
  "javascriptreact",
  "typescript",
  "typescriptreact",
  "python",
  "go",
  "java",
  "kotlin",
  "groovy",
  "csharp",
  "ruby",
  "php",
  "rust",
  "shellscript",
  "powershell",
  "dockerfile",
  "dotenv",
  "properties",
  "ini",
  "toml",
  "markdown",
  "terraform",
  "hcl",
  // VS Code knows Terraform and many settings files as plain text unless another extension names them.
  "plaintext",
] as const;

/** Where such documents may stand. Not in version control's past, settings or output panels: nobody edits those. */
export const schemes = ["file", "untitled", "vscode-remote", "vscode-vfs", "vscode-notebook-cell"] as const;
