/** Tag policies: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html */

export interface PolicyTag {
  readonly key: string;
  /** For some type of resource a tag that is written otherwise is refused. */
  readonly enforced: boolean;
}

/** null: it is no tag policy. */
export function readTagPolicy(text: string): readonly PolicyTag[] | null {
  const document = parsed(text);
  const tags = membersOf(document)?.tags;
  if (tags === undefined) return document === null ? null : [];
  const named = membersOf(tags);
  return named === null
    ? null
    : Object.entries(named)
        // What begins with `@@` says which policies below may change it.
        .filter(([key]) => !key.startsWith("@@"))
        .map(([key, tag]) => ({
          key: assigned(membersOf(tag)?.tag_key)[0] ?? key,
          enforced: assigned(membersOf(tag)?.enforced_for).length > 0,
        }));
}

/** The texts that a policy gives to a setting, or adds to it. */
function assigned(setting: unknown): readonly string[] {
  const { "@@assign": given, "@@append": added } = membersOf(setting) ?? {};
  return [given, added].flat().filter((one): one is string => typeof one === "string");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
