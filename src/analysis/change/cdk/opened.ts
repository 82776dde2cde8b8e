/** What a program of AWS CDK opens to whoever comes: URLs of functions, and methods of APIs. */
import type { Form } from "../../source/forms";
import type { Source } from "../../source/source";
import type { ChangedDocument } from "../subject";
import { mayHaveUrl, urlsIn } from "./function-urls";
import { type ApiMethods, mayHaveMethod, methodsInCdk } from "./open-methods";

/** Whether a document may have any; the test is cheap. */
export function mayOpen(form: Form, text: string): boolean {
  return mayHaveUrl(form, text) || mayHaveMethod(form, text);
}

export function openedInCdk(source: Source, document: ChangedDocument): ApiMethods {
  const { policies, bare } = methodsInCdk(source, document);
  return { policies: [...urlsIn(source, document), ...policies], bare };
}
