/** What a program itself tells of the keys of its buckets: where it writes with a key of AWS KMS, it reads with that key. */
import type { Call, CodeCalls } from "./call";

/** Adds `kms:Decrypt` to calls that read objects of a bucket to which the same program writes with a key. */
export function withKeysOfProgram(files: ReadonlyMap<string, CodeCalls>): ReadonlyMap<string, CodeCalls> {
  const buckets = new Set<string>();
  for (const { calls } of files.values())
    for (const call of calls) if (writesWithKey(call)) for (const one of bucketsOf(call, "Put")) buckets.add(one);
  if (buckets.size === 0) return files;
  return new Map(
    Array.from(
      files,
      ([name, file]) => [name, { ...file, calls: file.calls.map((call) => withKey(call, buckets)) }] as const,
    ),
  );
}

/** Of a key in the environment it is known that there is one, where the environment has it. */
function isOpen(perhaps: readonly string[] | undefined): boolean {
  return perhaps?.length === 0;
}

function writesWithKey({ grants }: Call): boolean {
  return (
    grants.some(({ action, via, perhaps }) => action === "kms:GenerateDataKey" && via === "s3" && !isOpen(perhaps)) &&
    grants.some(({ action }) => action === "s3:PutObject")
  );
}

/** What is known of the buckets of the objects that it is about. */
function bucketsOf({ grants }: Call, verb: "Get" | "Put"): string[] {
  return grants.flatMap(({ action, resources }) =>
    action.startsWith(`s3:${verb}Object`)
      ? resources.flatMap(({ type, pattern }) => (type === "object" ? [pattern.split("/", 1)[0]!] : []))
      : [],
  );
}

function withKey(call: Call, buckets: ReadonlySet<string>): Call {
  const [own, others] = [call.ifEncrypted.filter(isDecrypt), call.ifEncrypted.filter((grant) => !isDecrypt(grant))];
  if (own.length === 0 || !bucketsOf(call, "Get").some((bucket) => buckets.has(bucket))) return call;
  return { ...call, actions: [...call.actions, "kms:Decrypt"], grants: [...call.grants, ...own], ifEncrypted: others };
}

function isDecrypt({ action, via }: { readonly action: string; readonly via: string | null }): boolean {
  return action === "kms:Decrypt" && via === "s3";
}
