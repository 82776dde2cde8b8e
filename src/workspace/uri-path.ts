/** Paths as documents of an editor have them. */
import { sep } from "node:path";

/** As the path of a URI, which is what findings call a file that is open. */
export function uriPath(path: string): string {
  return sep === "/" ? path : `/${path.replaceAll(sep, "/")}`;
}
