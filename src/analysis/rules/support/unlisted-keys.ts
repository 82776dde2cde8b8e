/** Global keys that requests have though the reference does not list them, in small letters. */
export const unlistedKeys: ReadonlySet<string> = new Set(["aws:arn", "aws:principalorgmasteraccountid"]);
