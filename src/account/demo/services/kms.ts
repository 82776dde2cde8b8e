/** KMS of the demo account: the keys of its logs. */
import type { AccountState } from "../description";
import { json11 } from "../protocols/json";
import { ServiceError } from "../protocols/protocol";
import type { Call, DemoService } from "./service";

export const kms: DemoService = {
  protocol: json11,
  operations: {
    GetKeyRotationStatus: (state, call) => {
      const [arn, { rotates }] = keyOf(state, call);
      return {
        KeyId: arn,
        KeyRotationEnabled: rotates,
        ...(rotates ? { RotationPeriodInDays: 365 } : {}),
      };
    },
    DescribeKey: (state, call) => {
      const [arn, { origin = "AWS_KMS" }] = keyOf(state, call);
      return {
        KeyMetadata: {
          KeyId: arn.slice(arn.lastIndexOf("/") + 1),
          Arn: arn,
          KeyManager: "CUSTOMER",
          KeySpec: "SYMMETRIC_DEFAULT",
          KeyState: "Enabled",
          Origin: origin,
        },
      };
    },
  },
};

function keyOf({ description }: AccountState, { parameters }: Call) {
  const arn = String(parameters.KeyId);
  const key = description.keys?.[arn];
  if (!key) throw new ServiceError("NotFoundException", 400, `Key '${arn}' does not exist`);
  return [arn, key] as const;
}
