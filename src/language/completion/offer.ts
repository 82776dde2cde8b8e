/** Something that can be written at a place, before it is known how the form writes it. */
import type { Reading } from "../reading";
import type { CompletionKind } from "./items";
import type { Slot } from "./slot";

export interface Offer {
  readonly kind: CompletionKind;
  /** What is written, and shown. */
  readonly text: string;
  readonly detail: string;
  /** In place of `text`, with places to fill in: `arn:aws:s3:::${1:BucketName}`. */
  readonly snippet?: string;
  /** Of a key: what its value looks like. */
  readonly shape?: Shape;
  /** In place of `text`, several entries at once; `text` is what they are called. */
  readonly entries?: readonly OfferedEntry[];
  /** Written as it is, without quotes: `aws_s3_bucket.reports.arn`. */
  readonly isExpression?: boolean;
  /** Something is to be completed behind it. */
  readonly again?: boolean;
  readonly topic?: string;
}

/** A key with its value, or with the shape that its value is to have. */
export interface OfferedEntry {
  readonly key: string;
  readonly value: string | { readonly shape: Shape };
}

export type Shape = "text" | "list" | "object" | "objects";

export type Known = Pick<Reading, "document" | "catalog" | "language">;

/** What a kind of place takes, the likely ones first. */
export type Offers = (slot: Slot, known: Known) => readonly Offer[];

/** `{` and `$` mean something in a snippet. */
export function literal(text: string): string {
  return text.replace(/[$}\\]/g, "\\$&");
}
