/** Takes keys out of the fenced blocks of Markdown, where whole lines can go. */
import type { Span } from "../../text";
import type { CredentialFix } from "../fix";
import { lineFixes } from "./line-removal";

const shell = /^(?:sh|bash|zsh|shell|console|fish)$/;
const powerShell = /^(?:powershell|pwsh|ps1)$/;
const assignments = /^(?:env|dotenv|ini|toml|properties|conf)$/;

interface Fence {
  readonly language: string;
  readonly body: Span;
}

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

function fencesOf(text: string): Fence[] {
  const fences: Fence[] = [];
  let open: { mark: string; language: string; start: number } | null = null;
  for (const { 0: line, 1: mark, 2: language, index } of text.matchAll(
    /^ {0,3}(`{3,10}|~{3,10})[ \t]{0,8}([\w-]{0,20})[^\n]{0,200}$/gm,
  )) {
    if (!open) open = { mark: mark!, language: language!.toLowerCase(), start: index + line.length + 1 };
    else if (mark!.startsWith(open.mark) && language === "") {
      fences.push({ language: open.language, body: { start: open.start, end: index } });
      open = null;
    }
  }
  return fences;
}
