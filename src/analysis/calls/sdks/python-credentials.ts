/**
 * Whether boto3 and its like are given credentials without naming them (boto3: "Session reference", botocore: "Session.create_client"):
 * what is called by them is not called as the role of the code. Those with names are seen by their names.
 */
import type { At } from "../following";
import { suretyByName } from "../surety";
import type { CallSyntax, GivenArgument } from "../syntax";
import type { Thing } from "../things";

const makesSession = /^(?:(?:boto3|aioboto3)\.(?:session\.)?Session|boto3\.setup_default_session)$/;
const makesClient = /^(?:boto3|aioboto3)\.(?:client|resource)$/;
/** Sessions of botocore are given a profile, and those of boto3 keys, a profile, or a session that may have some. */
const sessionOfBotocore = /^(?:(?:aio)?botocore\.session\.(?:Aio)?Session|aiobotocore\.session\.AioSession)$/;

/** Positions of arguments that bring credentials. */
const ofSession: ReadonlySet<number> = new Set([0, 1, 2, 4, 5]);
const ofSessionOfBotocore: ReadonlySet<number> = new Set([3]);
const ofClient: ReadonlySet<number> = new Set([6, 7, 8]);

export function givesCredentials(callee: Thing, call: CallSyntax, at: At): boolean {
  if (callee.kind === "method") {
    if (callee.of.kind !== "session") return false;
    if (callee.name === "set_credentials") return true;
    return /^(?:client|resource|create_client)$/.test(callee.name) && isGiven(call, ofClient, at);
  }
  if (callee.kind !== "named") return false;
  if (makesSession.test(callee.name)) return isGiven(call, ofSession, at);
  if (sessionOfBotocore.test(callee.name)) return isGiven(call, ofSessionOfBotocore, at);
  return makesClient.test(callee.name) && isGiven(call, ofClient, at);
}

function isGiven(call: CallSyntax, positions: ReadonlySet<number>, at: At): boolean {
  const last = Math.max(...positions);
  return call.arguments.slice(0, last + 1).some((argument, index) => {
    if (argument.name !== null) return argument.name === "botocore_session";
    if (!argument.isSpread) return positions.has(index) && argument.value.type !== "none";
    // How many a list brings is not known; a dictionary may bring keys that stand elsewhere.
    return !isDictionary(argument) || suretyByName(call, "aws_access_key_id", at) !== "absent";
  });
}

function isDictionary({ value }: GivenArgument): boolean {
  return value.parent?.type === "dictionary_splat";
}
