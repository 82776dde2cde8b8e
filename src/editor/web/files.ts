/** A browser has no disk; stands in for `workspace/files.ts`. What is in a workspace is read through VS Code. */
export function readContent(path: string): never {
  throw Object.assign(new Error(`There is no disk to read ${path} from.`), { code: "ENOENT" });
}

/** There are no links either. */
export function leadsOut(): boolean {
  return false;
}

/** Nothing is there. */
export function isMissing(): boolean {
  return true;
}
