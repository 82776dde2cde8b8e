/** Where a key stands, told so that the same key is known again elsewhere, and its value is not. */
import type { ExposedKey } from "../../guidance/rotation";
import type { Range } from "../text";
import type { KeyGroup } from "./key-group";
import { mask } from "./mask";

export interface KeyPlace {
  readonly file: string;
  /** That of the finding about the key. */
  readonly range: Range;
  /** Of its id, its secret and its token, as far as they stand there. */
  readonly fingerprints: readonly string[];
  /** As much of it as may be shown. */
  readonly key: Omit<ExposedKey, "places">;
}

/** Makes of a value something that tells it from others and does not lead back to it. */
export type Fingerprint = (value: string) => string;

/** `range` is that of the first of its parts. */
export function keyPlace(
  file: string,
  { id, secret, token }: KeyGroup,
  range: Range,
  fingerprint: Fingerprint,
): KeyPlace {
  return {
    file,
    range,
    fingerprints: [id, secret, token].flatMap((part) => (part ? [fingerprint(part.value)] : [])),
    key: {
      shown: id && mask(id.value),
      lifetime: id?.lifetime ?? (token ? "temporary" : "long-term"),
      account: id?.account ?? null,
    },
  };
}
