/** Whose workflows a subject of GitHub Actions means (GitHub: "OpenID Connect reference", with custom and immutable subjects). */

/** From many to few: any owner's, any repository's of one owner, any ref or environment of one repository, and some of these. */
export type SubjectReach = "anybody" | "owner" | "repository" | "some";

const paths = new Set(["repo", "repository", "job_workflow_ref"]);
const owners = new Set(["repository_owner", "repository_owner_id", "enterprise", "enterprise_id", "actor_id"]);

/** Whose workflows the pattern means. */
export function reachOfSubject(pattern: string): SubjectReach {
  const fields = pattern.split(":");
  let reach: SubjectReach = "anybody";
  for (const [at, claim] of fields.entries()) {
    const value = fields[at + 1] ?? "";
    const [owner = "", repository = ""] = paths.has(claim) ? value.split("/") : [];
    if ((isName(owner) && isName(repository)) || (claim === "repository_id" && isName(value)))
      return isFurtherBound(fields.slice(at + 2).join(":")) ? "some" : "repository";
    if (isName(owner) || (owners.has(claim) && isName(value))) reach = "owner";
  }
  return reach;
}

/** A name that is written out, or its id is: `example`, `example@*`, `*@1234`. No name holds an `@`. */
function isName(text: string): boolean {
  const [name = "", id, ...more] = text.split("@");
  if (more.length > 0) return false;
  return (name !== "" && !/[*?]/.test(name)) || (id !== undefined && /^\d+$/.test(id));
}

/** Nothing is left open behind the repository, or something that is no wildcard comes first. */
function isFurtherBound(rest: string): boolean {
  return !/^[*?]/.test(rest);
}

/** The owner and the repository that it names. */
export function namedIn(pattern: string): { readonly owner: string | null; readonly repository: string | null } {
  const fields = pattern.split(":");
  const at = fields.findIndex((claim) => paths.has(claim));
  const [owner = "", repository = ""] = (at < 0 ? "" : (fields[at + 1] ?? ""))
    .split("/")
    .map((one) => one.split("@")[0]!);
  const named = (text: string): string | null => (text === "" || /[*?]/.test(text) ? null : text);
  return { owner: named(owner), repository: named(repository) };
}
