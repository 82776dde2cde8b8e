import type { Span } from "../../analysis/text";
import type { Markdown } from "../../escape/markdown";
import type { PageLink } from "../pages/page-name";

/** Of a spot: what it says and where to read more. */
export interface HoverText {
  readonly sections: readonly Markdown[];
  readonly links?: readonly PageLink[];
  /** Where less than the whole spot is meant: a variable in a text. */
  readonly span?: Span;
}
