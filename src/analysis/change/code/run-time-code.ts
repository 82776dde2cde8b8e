/** Code that calls AWS while it runs: a managed policy that it names is attached by whoever runs it, and by no deployment. */
import { isCode } from "../../source/forms";
import type { Source } from "../../source/source";
import { isOfCdk } from "../cdk/program";

const calling = /\bboto3\b|\baiobotocore\b|@aws-sdk\/client-|["']aws-sdk["'/]/;
/** Libraries with which a program declares what is deployed. */
const declaring = /\b(?:pulumi|troposphere|cdktf|chalice|sst)\b/i;

/** Whom a script sets up that names them: `RoleName="deploy"`. */
const naming = /\b(?:Role|User|Group)Name["']?\s{0,5}[=:]\s{0,5}["'`]/;

/** Whether a document is code that calls AWS for whoever it is told about, and declares nothing of it. */
export function isRunTimeCode({ form, text }: Pick<Source, "form" | "text">): boolean {
  return isCode(form) && calling.test(text) && !isOfCdk(text) && !declaring.test(text) && !naming.test(text);
}
