/** Whether a document may declare units, by its text alone: what checks files asks it of each. */
import { basename } from "node:path";

import type { Form } from "../../analysis/source/forms";
import { configurationFile } from "../configuration/configuration";

/** The forms of code in which calls are followed, and apps of CDK are read. */
export type ReadableForm = "javascript" | "typescript" | "tsx" | "python";

export function isReadable(form: Form): form is ReadableForm {
  return form === "javascript" || form === "typescript" || form === "tsx" || form === "python";
}

export const unitInTerraform =
  /\bresource[ \t]{1,20}"aws_(?:lambda_function|ecs_task_definition)"|"(?:[\w.-]{1,60}\/)?terraform-aws-modules\/lambda\/aws"/;

const workflow = /[\\/]\.github[\\/]workflows[\\/][^\\/]+\.ya?ml$/;

export function mayBeWorkflow({ path, text, form }: MayDeclare): boolean {
  return form === "yaml" && workflow.test(path) && /\brole-to-assume\s{0,9}:/.test(text);
}

export interface MayDeclare {
  readonly path: string;
  readonly text: string;
  readonly form: Form;
}

/** Whether a document may declare units: cheap, and true of some that declare none. */
export function mayDeclareUnits({ path, text, form }: MayDeclare): boolean {
  if (basename(path) === configurationFile) return /"units"/.test(text);
  if (form === "hcl") return unitInTerraform.test(text);
  if (isReadable(form))
    return (
      /\baws[-_]cdk\b/.test(text) &&
      /\b(?:(?:Nodejs|Python|DockerImage|Go)?Function|(?:Fargate|Ec2|External)?TaskDefinition|(?:Application|Network)LoadBalanced(?:Fargate|Ec2)Service)\(/.test(
        text,
      )
    );
  if (form !== "yaml" && form !== "json") return false;
  if (mayBeWorkflow({ path, text, form })) return true;
  return (
    /AWS::(?:(?:Serverless|Lambda)::Function|ECS::TaskDefinition)\b/.test(text) ||
    (/^functions\s*:/m.test(text) && /^provider\s*:/m.test(text))
  );
}
