/** What changes of a subject of Terraform as people read it: what is only written otherwise is no change, or not known. */
import type { AllowedChange } from "../allowed";
import type { Subject } from "../subject";
import { withCollections } from "./collections";
import { withLoopsOnce } from "./loops-once";
import { withRenamed } from "./renamed-variables";
import { withWrittenOut } from "./written-out";

interface Side {
  readonly before: Subject | null;
  readonly after: Subject | null;
}

/** A change with loops, collections, names and computed values of Terraform taken together. */
export function asRead(change: AllowedChange, side: Side): AllowedChange {
  return withRenamed(withLoopsOnce(withCollections(withWrittenOut(change, side))), side);
}
