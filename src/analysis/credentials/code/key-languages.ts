import type { CodeGrammar } from "../../source/grammar";
import { csharpKeys } from "./csharp-uses";
import { goKeys } from "./go-uses";
import { javaKeys } from "./java-uses";
import { javascriptKeys } from "./javascript-uses";
import type { KeyLanguage } from "./key-use";
import { phpKeys } from "./php-uses";
import { pythonKeys } from "./python-uses";
import { rubyKeys } from "./ruby-uses";
import { rustKeys } from "./rust-uses";

/** The languages in which keys are followed to the clients that get them. */
export const keyLanguages: Readonly<Partial<Record<CodeGrammar, KeyLanguage>>> = {
  javascript: javascriptKeys,
  typescript: javascriptKeys,
  tsx: javascriptKeys,
  python: pythonKeys,
  go: goKeys,
  java: javaKeys,
  php: phpKeys,
  ruby: rubyKeys,
  csharp: csharpKeys,
  rust: rustKeys,
};
