/** Managed policies that commands of the AWS CLI attach: `aws iam attach-role-policy --policy-arn …`. */
import type { Form } from "../../source/forms";
import { stringNode } from "../../source/made-values";
import type { AttachedPolicy } from "./attached";

const option = /--(?:managed-)?policy-arn[= ]["']?(arn:aws[a-z-]{0,12}:iam::aws:policy\/[\w+=,.@/-]{1,180})/g;
const command = /\baws (?:iam attach-(?:role|user|group)-policy|sso-admin attach-managed-policy-to-permission-set)\b/g;
/** In characters, with its lines that go on. */
const longestCommand = 600;

/** Whether a script may attach a managed policy of AWS. */
export function mayAttachInCommands(text: string, form: Form): boolean {
  return (
    (form === "shell" || form === "powershell") && /policy-arn[= ]/.test(text) && text.includes(":iam::aws:policy/")
  );
}

export function attachedInCommands(text: string): AttachedPolicy[] {
  return [...text.matchAll(option)].flatMap(({ 0: whole, 1: arn, index }): AttachedPolicy[] => {
    const before = text.slice(Math.max(0, index - longestCommand), index);
    const begun = [...before.matchAll(command)].at(-1)?.index;
    if (begun === undefined || goesOver(before.slice(begun)) || isComment(before.slice(0, begun))) return [];
    const start = index + whole.length - arn!.length;
    return [{ node: stringNode({ start, end: index + whole.length }, arn!), by: "arn", to: null }];
  });
}

/** Whether a command ends in between: a line goes on only behind a backslash, in PowerShell behind a backtick. */
function goesOver(between: string): boolean {
  return /\n/.test(between.replace(/[\\`]\r?\n/g, " ")) || /[;&|]/.test(between);
}

function isComment(before: string): boolean {
  return /^\s*#/.test(before.slice(before.lastIndexOf("\n") + 1));
}
