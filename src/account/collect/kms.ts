/** KMS: whether AWS renews the keys of trails and event data stores that are this account's. */
import type { KmsKey } from "../sections/kms";
import { type Put, putAnswer, type Task } from "./collector";
import { storesOf } from "./event-data-stores";
import { KmsClient } from "./kms-client";
import { ownAccount } from "./own-account";
import { type Answer, ask, type Session } from "./session";
import { describeTrails, trailsOf } from "./trails";

async function collectKeys(session: Session, put: Put): Promise<void> {
  const account = await ownAccount(session);
  const { regions } = await describeTrails(session);
  const keys = [...trailsOf(regions), ...(await storesOf(session))].flatMap(({ kmsKeyId }) => kmsKeyId ?? []);
  await Promise.all(
    [...new Set(keys)]
      // Of a key of another account only that one is told.
      .filter((arn) => arn.split(":")[2] === "kms" && (account === undefined || arn.split(":")[4] === account))
      .map(async (arn) => {
        const region = arn.split(":")[3]!;
        putAnswer(put, "kms/key", await keyOf(session, arn, region), { region, resource: arn });
      }),
  );
}

/** What sort of a key it is matters only where it is not rotated. */
async function keyOf(session: Session, arn: string, region: string): Promise<Answer<KmsKey>> {
  const rotation = await ask<KmsKey>(session, "kms:GetKeyRotationStatus", async (options) => {
    const client = session.client(KmsClient, "kms", region);
    const { KeyRotationEnabled = false, RotationPeriodInDays } = await client.rotationStatus(arn, options);
    return { rotates: KeyRotationEnabled, days: RotationPeriodInDays ?? null, rotatable: true };
  });
  if (rotation.status !== "ok" || rotation.data.rotates) return rotation;
  return ask<KmsKey>(session, "kms:DescribeKey", async (options) => {
    const { KeyMetadata } = await session.client(KmsClient, "kms", region).describeKey(arn, options);
    const { KeySpec = "SYMMETRIC_DEFAULT", Origin = "AWS_KMS" } = KeyMetadata ?? {};
    return { rotates: false, days: null, rotatable: KeySpec === "SYMMETRIC_DEFAULT" && Origin === "AWS_KMS" };
  });
}

export const tasks: readonly Task[] = [{ sections: ["kms/key"], run: collectKeys }];
