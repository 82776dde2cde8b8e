/** What an editor shows of units in one file, beside findings. Plain data; places are known only while the text stands there (`isAbout`). */
import type { UnitFact } from "../source/facts";
import type { Range, Span } from "../text";
import type { Granted } from "./granted";

interface Note {
  readonly at: Span;
  /** How the text begins there. */
  readonly text: string;
  /** What the code is called where it is declared. */
  readonly unit: string;
  /** Null where it cannot be told as which it runs. */
  readonly role: string | null;
}

/** A call, as one unit makes it. */
export interface CallNote extends Note {
  /** `dynamodb:PutItem` */
  readonly operation: string;
  /** Why the call is only likely; null where it is certain. */
  readonly because: string | null;
  /** Empty where it needs no permission. */
  readonly wants: readonly WantNote[];
  /** All of `wants` together; null without a role. */
  readonly granted: Granted | null;
  /** Why not all that the role allows is known; null where it is. */
  readonly doubt: string | null;
}

export interface WantNote {
  readonly action: string;
  /** As the template writes it: `arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/Orders`, `*`. */
  readonly resource: string;
  /** What the role says of it; null without a role. */
  readonly granted: Granted | null;
}

/** The function that runs as a role. */
export interface HandlerNote extends Note {
  readonly calls: number;
  /** How many of them its role certainly allows. */
  readonly allowed: number;
  /** How many it certainly does not allow; of the others that is not known. */
  readonly refused: number;
  /** The code makes calls that cannot be followed, or runs more than can be read. */
  readonly hasMore: boolean;
  /** How many grants nothing uses that runs as the role; null where that cannot be told. */
  readonly unused: number | null;
  /** Where the role is, or what declares the unit. */
  readonly declared: { readonly file: string; readonly range: Range };
}

export interface UnitNotes {
  readonly facts: readonly UnitFact[];
  readonly calls: readonly CallNote[];
  readonly handlers: readonly HandlerNote[];
}

export const noNotes: UnitNotes = { facts: [], calls: [], handlers: [] };
