/** What services that bring messages to an encrypted queue may do with its key, which CDK adds to the policy of the key (aws-cdk-lib 2.276: aws-sns-subscriptions, aws-s3-notifications, aws-sqs; read in November 2026). */
import type { SyntaxNode } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import type { LetIn } from "../let-in";
import type { CdkReading } from "./reading";

/** What `grantSendMessages` gives on it; by S3 and EventBridge CDK calls that for the queue. */
const sending = ["kms:Decrypt", "kms:Encrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"];

type Allowed = { readonly actions: readonly string[]; readonly isFromSender?: boolean };
const byService: { readonly [service: string]: readonly Allowed[] | undefined } = tableOf({
  "sns.amazonaws.com": [{ actions: ["kms:Decrypt", "kms:GenerateDataKey"], isFromSender: true }],
  "s3.amazonaws.com": [{ actions: ["kms:Decrypt", "kms:GenerateDataKey*"] }, { actions: sending, isFromSender: true }],
  "events.amazonaws.com": [{ actions: sending }],
});

/** None where the queue has no key of KMS, or is not made here. @param from whose messages the service brings */
export function lettingUseKey(
  reading: CdkReading,
  queue: SyntaxNode | null,
  service: string,
  actions: readonly string[],
  from: LetIn["from"],
): readonly LetIn[] {
  const own = actions.includes("sqs:SendMessage") ? byService[service] : undefined;
  if (!queue || !own) return [];
  const { of } = reading.constructs.propertiesOf(queue);
  const [key, encryption] = [of.get("encryptionMasterKey"), of.get("encryption")];
  if (!key && !(encryption && /\bKMS$/.test(reading.file.text(encryption)))) return [];
  const label = key ? reading.nameOf(key) : `${reading.madeName(queue)}.encryptionMasterKey`;
  return own.map(({ actions: on, isFromSender }) => ({
    label,
    principal: ["Service", service],
    actions: on,
    resources: [["*"]],
    from: isFromSender ? (from ?? null) : null,
  }));
}
