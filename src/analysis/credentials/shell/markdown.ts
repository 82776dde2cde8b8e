/** Takes keys out of the fenced blocks of Markdown, where whole lines can go. */
import { fencesOf } from "../../source/fences";
import type { Span } from "../../text";
import type { CredentialFix } from "../fix";
import { lineFixes } from "./line-removal";

const shell = /^(?:sh|bash|zsh|shell|console|fish)$/;
const powerShell = /^(?:powershell|pwsh|ps1)$/;
const assignments = /^(?:env|dotenv|ini|toml|properties|conf)$/;

/** Nothing where the block is of another language, or would be left empty. */
export function markdownFixes(text: string, parts: readonly Span[]): CredentialFix[] {
  const fence = fencesOf(text).find(({ body }) =>
    parts.every(({ start, end }) => body.start <= start && end <= body.end),
  );
  const form = !fence
    ? null
    : shell.test(fence.language)
      ? "shell"
      : powerShell.test(fence.language)
        ? "powershell"
        : assignments.test(fence.language)
          ? "assignments"
          : null;
  if (!fence || !form) return [];
  return lineFixes(text, parts, form).filter(({ edits }) => {
    const removed = edits.reduce((sum, { span }) => sum + span.end - span.start, 0);
    return removed < text.slice(fence.body.start, fence.body.end).trim().length;
  });
}
