/** What services that bring messages to an encrypted queue may do with its key, which CDK adds to the policy of the key (aws-cdk-lib 2.276: aws-sns-subscriptions, aws-s3-notifications, aws-sqs; read in November 2026). */
import type { SyntaxNode } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import type { LetIn } from "../let-in";
import type { CdkReading } from "./reading";

const byService: { readonly [service: string]: readonly string[] | undefined } = tableOf({
  "sns.amazonaws.com": ["kms:Decrypt", "kms:GenerateDataKey"],
  "s3.amazonaws.com": ["kms:Decrypt", "kms:GenerateDataKey*"],
  "events.amazonaws.com": ["kms:Decrypt", "kms:Encrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
});

/** Null where the queue has no key of KMS, or is not made here. */
export function lettingUseKey(
  reading: CdkReading,
  queue: SyntaxNode | null,
  service: string,
  actions: readonly string[],
): LetIn | null {
  const own = actions.includes("sqs:SendMessage") ? byService[service] : undefined;
  if (!queue || !own) return null;
  const { of } = reading.constructs.propertiesOf(queue);
  const [key, encryption] = [of.get("encryptionMasterKey"), of.get("encryption")];
  if (!key && !(encryption && /\bKMS$/.test(reading.file.text(encryption)))) return null;
  const label = key ? reading.nameOf(key) : `${reading.madeName(queue)}.encryptionMasterKey`;
  return { label, principal: ["Service", service], actions: own, resources: [["*"]] };
}
