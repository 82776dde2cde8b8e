/** Programs of AWS CDK in the languages in which its constructs are followed. */
import { type CodeFile, readCode } from "../../code/code-file";
import type { Form } from "../../source/forms";
import type { Source } from "../../source/source";
import { Constructs } from "../../units/cdk/constructs";

export type CdkForm = "javascript" | "typescript" | "tsx" | "python";

/** Also a library above it, such as `@guardian/cdk`. */
const ofCdk = /aws-cdk|aws_cdk|awscdk|Amazon\.CDK|["']@[\w-]{1,40}\/cdk\b/;

/** Whether a text uses CDK, in whichever language. */
export function isOfCdk(text: string): boolean {
  return ofCdk.test(text);
}

export function isCdkForm(form: Form): form is CdkForm {
  return /^(?:javascript|typescript|tsx|python)$/.test(form);
}

/** The program that a document is; null for any other. */
export function cdkFileOf(source: Source): CodeFile | null {
  const { form, text } = source;
  return isCdkForm(form) && isOfCdk(text) ? readCode(source.syntax(form), form) : null;
}

/** What the program makes, in the names that whoever asks gives it. */
export function constructsOf(file: CodeFile, source: Source): Constructs {
  return new Constructs(file, source.form === "python", source);
}
