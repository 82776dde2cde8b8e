/** The keys of requests that say who calls, from where or on whose behalf (AWS: "AWS global condition context keys", and the service reference; November 2026). */
import { tableOf } from "../table";

/** What the values of a key are, which tells what fixes them. */
export type CallerKeyKind =
  | "account"
  | "organization"
  | "organization-path"
  | "arn"
  | "address"
  | "network"
  | "unique-id"
  | "provider"
  | "service"
  | "token"
  | "flag";

/** By key, in small letters (AWS: "Global condition context keys", and those of the services). */
export const callerKeys: Readonly<Record<string, CallerKeyKind>> = tableOf({
  "aws:ec2instancesourcevpc": "network",
  "aws:federatedprovider": "provider",
  "aws:principalaccount": "account",
  "aws:principalarn": "arn",
  "aws:principalorgid": "organization",
  "aws:principalorgmasteraccountid": "account",
  "aws:principalorgpaths": "organization-path",
  "aws:principalservicename": "service",
  "aws:principalservicenameslist": "service",
  "aws:sourceaccount": "account",
  "aws:sourcearn": "arn",
  "aws:sourceip": "address",
  "aws:sourceorgid": "organization",
  "aws:sourceorgpaths": "organization-path",
  "aws:sourceowner": "account",
  "aws:sourcevpc": "network",
  "aws:sourcevpcarn": "arn",
  "aws:sourcevpce": "network",
  "aws:userid": "unique-id",
  "aws:vpceaccount": "account",
  "aws:vpceorgid": "organization",
  "aws:vpceorgpaths": "organization-path",
  "ec2:sourceinstancearn": "arn",
  "elasticfilesystem:accessedviamounttarget": "flag",
  "kms:calleraccount": "account",
  "lambda:eventsourcetoken": "token",
  "lambda:sourcefunctionarn": "arn",
  "s3:dataaccesspointaccount": "account",
  "s3:dataaccesspointarn": "arn",
} satisfies Record<string, CallerKeyKind>);
