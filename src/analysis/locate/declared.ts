/** What a document declares beside its policies, so that a policy can be limited to it. */
import type { TemplateResource } from "./cloudformation";
import type { DeclaredResource, NewValue } from "./located";

/** Types of which `Ref` gives the ARN. */
const refIsArn = new Set([
  "AWS::SNS::Topic",
  "AWS::SecretsManager::Secret",
  "AWS::StepFunctions::StateMachine",
  "AWS::Serverless::StateMachine",
]);

/** A resource of a CloudFormation template. */
export function declaredInTemplate(resource: TemplateResource): DeclaredResource {
  const { id, type } = resource;
  const attribute = refIsArn.has(type) ? id : `${id}.Arn`;
  const whole: NewValue = refIsArn.has(type) ? { Ref: id } : { "Fn::GetAtt": [id, "Arn"] };
  return {
    type,
    name: id,
    resource,
    arn: (suffix) => (suffix === "" ? whole : { "Fn::Sub": `\${${attribute}}${suffix}` }),
  };
}
