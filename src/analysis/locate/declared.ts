/** What a document declares beside its policies, so that a policy can be limited to it. */
import type { NewValue } from "./located";

/** A resource of a template or a Terraform file. */
export interface DeclaredResource {
  /** The CloudFormation type, whatever the form. */
  readonly type: string;
  /** What the document calls it. */
  readonly name: string;
  /** Its ARN with something behind it (`/*` for the objects of a bucket), as it is written in this document. */
  readonly arn: (suffix: string) => NewValue;
}

/** Types of which `Ref` gives the ARN. */
const refIsArn = new Set([
  "AWS::SNS::Topic",
  "AWS::SecretsManager::Secret",
  "AWS::StepFunctions::StateMachine",
  "AWS::Serverless::StateMachine",
]);

/** A resource of a CloudFormation template. */
export function declaredInTemplate(id: string, type: string): DeclaredResource {
  const attribute = refIsArn.has(type) ? id : `${id}.Arn`;
  const whole: NewValue = refIsArn.has(type) ? { Ref: id } : { "Fn::GetAtt": [id, "Arn"] };
  return { type, name: id, arn: (suffix) => (suffix === "" ? whole : { "Fn::Sub": `\${${attribute}}${suffix}` }) };
}
