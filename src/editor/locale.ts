/** The language in which VS Code is shown, with the texts that it has loaded for it. */
import * as vscode from "vscode";

import { english, type Language } from "../wording/language";

/** English where Planeguard has no texts for it. */
export const language: Language = vscode.l10n.bundle
  ? { locale: vscode.env.language, texts: vscode.l10n.bundle }
  : english;
