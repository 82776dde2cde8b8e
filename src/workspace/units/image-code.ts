/** The code of functions that run as images: found by the Dockerfile that builds them. */
import { join } from "node:path";

import { readDockerfile } from "../../analysis/units/dockerfile";
import { entryOfHandler } from "../../analysis/units/handlers";
import type { DeclaredUnit } from "../../analysis/units/unit";
import type { CodeFiles } from "./code-files";

/** The unit with its code as its image has it; without, where no Dockerfile tells. `folder` is where its document is, absolute. */
export function withImageCode(declared: DeclaredUnit, folder: string, code: CodeFiles): DeclaredUnit {
  const image = declared.code?.image;
  if (!image) return declared;
  for (const context of image.contexts) {
    const dockerfile = code.read(join(folder, context, image.file));
    if (!dockerfile) continue;
    const { command, folders, isPython } = readDockerfile(dockerfile.text);
    const handler = image.command ?? command?.[0];
    if (handler === undefined) break;
    const { entry, name } = entryOfHandler(handler, isPython ? "python" : "");
    const entries = [...folders, "."].map((one) => join(one, entry));
    return { ...declared, code: { folder: context, entries, handler: name, layers: [], hasMore: false } };
  }
  return { ...declared, code: null };
}
