/** Files of Terraform that links put into several folders: each folder has them as its own. */
import { posix } from "node:path";

/** Bounds how many links are looked at, and how often one leads to another. */
const mostLinks = 2000;
const mostSteps = 8;

/** Whether a link may put a file into a folder of Terraform. */
export function mayLinkFile(path: string): boolean {
  return /\.(?:tf|tofu)$/.test(path);
}

/**
 * By the path of a link the file that it leads to, within the repository.
 * @param leads by their paths what the links say
 */
export function linkedFiles(
  leads: ReadonlyMap<string, string>,
  has: (path: string) => boolean,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [path] of [...leads].slice(0, mostLinks)) {
    let at: string | null = path;
    for (let step = 0; at !== null && leads.has(at) && step < mostSteps; step++) at = ledTo(at, leads.get(at)!);
    if (at !== null && has(at)) found.set(path, at);
  }
  return found;
}

/** Null outside of the repository. */
function ledTo(path: string, said: string): string | null {
  const to = posix.normalize(posix.join(posix.dirname(path), said));
  return posix.isAbsolute(said) || to.startsWith("../") ? null : to;
}
