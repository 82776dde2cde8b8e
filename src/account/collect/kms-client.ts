/** KMS: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html */
import { BorrowedClient, count, type Sending, shapesOf, text, truth } from "./borrowed-client";
import type { ClientOptions } from "./session";

const service = {
  id: "KMS",
  signingName: "kms",
  namespace: "com.amazonaws.kms",
  target: "TrentService",
  version: "2014-11-01",
};
const { structure, command } = shapesOf(service);

const KeyMetadata = structure("KeyMetadata", {
  KeyId: text,
  Arn: text,
  KeyManager: text,
  KeySpec: text,
  KeyState: text,
  Origin: text,
});

export interface RotationStatus {
  readonly KeyRotationEnabled?: boolean;
  readonly RotationPeriodInDays?: number;
}

export interface DescribedKey {
  readonly KeyMetadata?: { readonly KeyManager?: string; readonly KeySpec?: string; readonly Origin?: string };
}

const GetKeyRotationStatusCommand = command<{ KeyId: string }>(
  "GetKeyRotationStatus",
  { KeyId: text },
  { KeyId: text, KeyRotationEnabled: truth, RotationPeriodInDays: count },
);
const DescribeKeyCommand = command<{ KeyId: string }>(
  "DescribeKey",
  { KeyId: text },
  { KeyMetadata: () => KeyMetadata },
);

export class KmsClient extends BorrowedClient {
  constructor(options: ClientOptions) {
    super(options, service);
  }

  rotationStatus(KeyId: string, options: Sending): Promise<RotationStatus> {
    return this.send(new GetKeyRotationStatusCommand({ KeyId }), options) as Promise<RotationStatus>;
  }

  describeKey(KeyId: string, options: Sending): Promise<DescribedKey> {
    return this.send(new DescribeKeyCommand({ KeyId }), options) as Promise<DescribedKey>;
  }
}
