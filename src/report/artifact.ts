/** How SARIF names a file (SARIF 2.1.0, section 3.4; RFC 3986 and, for drives and shares, RFC 8089). */
import type { ArtifactLocation } from "sarif";

/** What stands between the names of a path: elsewhere than on Windows a backslash is a sign of a name. */
export type Separator = "/" | "\\";

/** A path as it was given: one that is relative is so to the root of the sources. */
export function artifactOf(file: string, separator: Separator): ArtifactLocation {
  const path = encodeURI(withSlashes(file, separator).replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[?#]/g,
    encodeURIComponent,
  );
  if (separator === "\\" && /^[A-Za-z]:\//.test(path)) return { uri: `file:///${path}` };
  if (separator === "\\" && path.startsWith("//")) return { uri: `file:${path}` };
  if (path.startsWith("/")) return { uri: `file://${path}` };
  // A colon in the first name would make a scheme of what stands before it (RFC 3986, section 4.2).
  const relative = path.replace(/^(?:\.\/)+/, "").replace(/^[^/]*/, (name) => name.replaceAll(":", "%3A"));
  return { uri: relative, uriBaseId: "%SRCROOT%" };
}

/** The same on every system, for what has to be known again. */
export function withSlashes(file: string, separator: Separator): string {
  return file.split(separator).join("/");
}
