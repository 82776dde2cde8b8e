/**
 * The ARNs of what templates declare: which service they are of, and what may stand behind them (AWS: "Return values" in the
 * CloudFormation Template Reference). As of November 2026.
 */
import { tableOf } from "../table";

export interface DeclaredType {
  readonly service: string;
  /** `/*` for what is in it. */
  readonly suffixes: readonly string[];
}

const types: Readonly<Record<string, DeclaredType>> = tableOf({
  "AWS::S3::Bucket": { service: "s3", suffixes: ["/*", ""] },
  "AWS::DynamoDB::Table": { service: "dynamodb", suffixes: ["", "/index/*"] },
  "AWS::SQS::Queue": { service: "sqs", suffixes: [""] },
  "AWS::SNS::Topic": { service: "sns", suffixes: [""] },
  "AWS::Lambda::Function": { service: "lambda", suffixes: ["", ":*"] },
  "AWS::KMS::Key": { service: "kms", suffixes: [""] },
  "AWS::SecretsManager::Secret": { service: "secretsmanager", suffixes: [""] },
  "AWS::Kinesis::Stream": { service: "kinesis", suffixes: [""] },
  "AWS::StepFunctions::StateMachine": { service: "states", suffixes: [""] },
});

/** By CloudFormation type; null for those whose ARNs are not known. */
export function typesDeclared(type: string): DeclaredType | null {
  return types[type] ?? null;
}
