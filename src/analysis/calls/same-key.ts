/** What a program itself tells of the keys of its buckets: where it writes with a key of AWS KMS, it reads with that key. */
import type { Call, CodeCalls } from "./call";

/** When a bucket is written to with a key, as `CallGrant.perhaps` says it; null where that is certain. */
type Written = readonly string[] | null;

/** Adds `kms:Decrypt` to calls that read objects of a bucket to which the same program writes with a key. */
export function withKeysOfProgram(files: ReadonlyMap<string, CodeCalls>): ReadonlyMap<string, CodeCalls> {
  const buckets = new Map<string, Written>();
  for (const { calls } of files.values())
    for (const call of calls) {
      const written = writtenWithKey(call);
      if (written === undefined) continue;
      for (const bucket of bucketsOf(call, "Put")) {
        const known = buckets.get(bucket);
        buckets.set(bucket, known === undefined ? written : surer(known, written));
      }
    }
  if (buckets.size === 0) return files;
  return new Map(
    Array.from(
      files,
      ([name, file]) => [name, { ...file, calls: file.calls.map((call) => withKey(call, buckets)) }] as const,
    ),
  );
}

/** Undefined where the call writes no object with a key. Whether a key that the code was given is there, nobody knows. */
function writtenWithKey({ grants }: Call): Written | undefined {
  if (!grants.some(({ action }) => action === "s3:PutObject")) return undefined;
  const key = grants.find(({ action, via }) => action === "kms:GenerateDataKey" && via === "s3");
  return key && (key.perhaps ?? null);
}

function surer(one: Written, other: Written): Written {
  if (one === null || other === null) return null;
  return one.length > 0 ? one : other;
}

/** What is known of the buckets of the objects that it is about. */
function bucketsOf({ grants }: Call, verb: "Get" | "Put"): string[] {
  return grants.flatMap(({ action, resources }) =>
    action.startsWith(`s3:${verb}Object`)
      ? resources.flatMap(({ type, pattern }) => (type === "object" ? [pattern.split("/", 1)[0]!] : []))
      : [],
  );
}

function withKey(call: Call, buckets: ReadonlyMap<string, Written>): Call {
  const [own, others] = [call.ifEncrypted.filter(isDecrypt), call.ifEncrypted.filter((grant) => !isDecrypt(grant))];
  const written = bucketsOf(call, "Get").flatMap((bucket) => {
    const one = buckets.get(bucket);
    return one === undefined ? [] : [one];
  });
  if (own.length === 0 || written.length === 0) return call;
  const when = written.reduce(surer);
  const grants = own.map((grant) => (when === null ? grant : { ...grant, perhaps: when }));
  return {
    ...call,
    actions: [...call.actions, "kms:Decrypt"],
    grants: [...call.grants, ...grants],
    // What may be asked for is certain where the template gives the bucket a key.
    ifEncrypted: when === null ? others : call.ifEncrypted,
  };
}

function isDecrypt({ action, via }: { readonly action: string; readonly via: string | null }): boolean {
  return action === "kms:Decrypt" && via === "s3";
}
