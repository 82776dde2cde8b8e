/** What people attested, for the terminal: the `.planeguard/attestations.json` of the current folder, or the next one above it. */
import { dirname, join } from "node:path";

import { dayOf, withAttestations } from "../account/attestations/apply";
import { attestationsFile } from "../account/attestations/attestation";
import type { Posture } from "../account/posture";
import { readContent } from "../workspace/files";
import { reasonOf } from "../workspace/reason";

export interface AttestedPosture {
  readonly posture: Posture;
  /** `FILE:LINE:COLUMN: …`, for each mistake in the file. */
  readonly problems: readonly string[];
}

export async function attested(posture: Posture, folder: string): Promise<AttestedPosture> {
  const file = join(folder, attestationsFile);
  const text = textOf(file);
  if (text === null) return dirname(folder) === folder ? { posture, problems: [] } : attested(posture, dirname(folder));
  if (typeof text === "object") return { posture, problems: [`${file}: ${text.unread}`] };
  const { readAttestations } = await import("../workspace/posture-papers");
  const { entries, problems } = readAttestations(text);
  return {
    posture: withAttestations(posture, entries, dayOf(new Date())),
    problems: problems.map(({ message, range: { start } }) => `${file}:${start.line}:${start.column}: ${message}`),
  };
}

/** null: there is none. */
function textOf(file: string): string | null | { readonly unread: string } {
  try {
    const content = readContent(file);
    return "text" in content ? content.text : { unread: "it cannot be read as text." };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? null : { unread: `it cannot be read: ${reasonOf(error)}.` };
  }
}
