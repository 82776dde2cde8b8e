import { sep } from "node:path";

/** Whether a path is this folder or below it, by its name. Both absolute, and as `resolve` gives them. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
