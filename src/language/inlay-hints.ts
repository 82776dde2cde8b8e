/** What stands behind a wildcard of an action, as a hint beside it: "38 actions". */
import type { Position, Span } from "../analysis/text";
import { expand } from "./harm";
import { actionCount, wildcardHover } from "./hover/actions";
import { type Reading, wordingOf } from "./reading";
import { spotsOf, wholeText } from "./spots";

export interface InlayHint {
  /** Behind the value, and behind its quote. */
  readonly at: Position;
  /** Plain text. */
  readonly label: string;
  /** What a hover of the value says: Markdown. */
  readonly tooltip: string;
}

/** Of what stands `within`, in the order of the text. What matches nothing is a finding, and `*` says itself what it is. */
export function inlayHintsOf(reading: Reading, within: Span): readonly InlayHint[] {
  const { roots, catalog, lines } = reading;
  return roots
    .flatMap((root) => [...spotsOf(root)])
    .flatMap(({ kind, parts, span }): InlayHint[] => {
      const text = kind === "action" ? wholeText(parts) : null;
      if (text === null || span.end <= within.start || span.start >= within.end || !isOfOneService(text)) return [];
      const count = expand(text, catalog).length;
      if (count === 0) return [];
      const tooltip = wildcardHover(text, reading).sections.map((section) => section.text);
      return [
        {
          at: lines.position(span.end),
          label: wordingOf(reading).of(actionCount(count)),
          tooltip: tooltip.join("\n\n"),
        },
      ];
    });
}

/** Whether its wildcards stand behind the service. */
function isOfOneService(text: string): boolean {
  const wildcard = text.search(/[*?]/);
  return text.slice(0, Math.max(0, wildcard)).includes(":");
}
