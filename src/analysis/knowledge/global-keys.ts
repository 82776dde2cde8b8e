/** What the global condition keys say (AWS: "AWS global condition context keys"); the service reference describes only a few of them. As of November 2026. */
import { tableOf } from "../table";

const notes: Readonly<Record<string, string>> = tableOf({
  "aws:assumedroot": "The request was made with a short session as root of a member account (`sts:AssumeRoot`).",
  "aws:calledvia":
    "The services that made the request on the caller’s behalf, in order, such as `cloudformation.amazonaws.com`.",
  "aws:calledviafirst": "The first service that called on the caller’s behalf.",
  "aws:calledvialast": "The last service that called on the caller’s behalf.",
  "aws:chatbotsourcearn": "The chat configuration through which the request came.",
  "aws:currenttime": "The date and time of the request.",
  "aws:ec2instancesourceprivateipv4": "The private address of the instance to which the role’s credentials were given.",
  "aws:ec2instancesourcevpc": "The VPC of the instance to which the role’s credentials were given.",
  "aws:epochtime": "The time of the request in seconds since 1970.",
  "aws:federatedprovider": "The identity provider with which the caller signed in.",
  "aws:multifactorauthage": "Seconds since the caller signed in with MFA; absent without MFA.",
  "aws:multifactorauthpresent":
    "Whether the caller’s temporary credentials were got with MFA. Absent with long-term keys: use `BoolIfExists` to deny.",
  "aws:principalaccount": "The account of the caller.",
  "aws:principalarn": "The ARN of the caller; for an assumed role, that of the role.",
  "aws:principalisawsservice": "Whether an AWS service calls by itself, with its service principal.",
  "aws:principalorgid": "The organization of the caller’s account, such as `o-abcdefghij`.",
  "aws:principalorgpaths": "Where in the organization the caller’s account stands: `o-…/r-…/ou-…/`. Several values.",
  "aws:principalservicename": "The service principal that calls, such as `cloudtrail.amazonaws.com`.",
  "aws:principalservicenameslist": "Every name of the service principal that calls. Several values.",
  "aws:principaltag/${tagkey}": "A tag of the caller: of the role, the user or the session.",
  "aws:principaltype": "What kind of caller it is.",
  "aws:requesttag/${tagkey}": "A tag that the request sets.",
  "aws:requestedregion": "The Region that is called. Global services are called in `us-east-1`.",
  "aws:resourceaccount": "The account that owns the resource.",
  "aws:resourceorgid": "The organization of the account that owns the resource.",
  "aws:resourceorgpaths": "Where in the organization the account of the resource stands. Several values.",
  "aws:resourcetag/${tagkey}": "A tag of the resource. Not every service and action tells it.",
  "aws:securetransport": "Whether the request came over TLS.",
  "aws:sourceaccount": "The account of the resource on whose behalf a service calls.",
  "aws:sourcearn": "The resource on whose behalf a service calls.",
  "aws:sourceidentity": "The identity that was set when the role was first assumed.",
  "aws:sourceip":
    "The address of the caller. Absent where a service calls, and through VPC endpoints: there it is `aws:VpcSourceIp`.",
  "aws:sourceorgid": "The organization of the resource on whose behalf a service calls.",
  "aws:sourceorgpaths":
    "Where in the organization the account of the resource stands on whose behalf a service calls. Several values.",
  "aws:sourceowner": "A former key for the account on whose behalf a service calls; now `aws:SourceAccount`.",
  "aws:sourcevpc": "The VPC from which the request came through an endpoint.",
  "aws:sourcevpcarn": "The ARN of the VPC from which the request came through an endpoint.",
  "aws:sourcevpce": "The VPC endpoint through which the request came.",
  "aws:tagkeys": "The names of the tags in the request. Several values: use `ForAllValues` or `ForAnyValue`.",
  "aws:tokenissuetime": "When the caller’s temporary credentials were issued.",
  "aws:useragent": "The program that calls, as it says itself: no protection.",
  "aws:viaawsservice": "Whether a service makes the request with the caller’s credentials.",
  "aws:vpceaccount": "The account of the VPC endpoint through which the request came.",
  "aws:vpceorgid": "The organization of the VPC endpoint through which the request came.",
  "aws:vpceorgpaths": "Where in the organization the account of the VPC endpoint stands. Several values.",
  "aws:vpcsourceip": "The address of the caller inside its VPC, where the request came through an endpoint.",
  "aws:referer": "The page that the browser says it comes from: no protection.",
  "aws:userid": "The unique id of the caller; for a role, with the session’s name behind a colon.",
  "aws:username": "The name of the IAM user; absent for roles.",
  "ec2:roledelivery": "The version of the instance metadata service that gave the credentials: `1.0` or `2.0`.",
  "ec2:sourceinstancearn": "The instance to which the role’s credentials were given.",
  "lambda:sourcefunctionarn": "The function to which the role’s credentials were given.",
});

/** In a sentence; null for a key that is not global, or not described. `name` is AWS's spelling. */
export function globalKeyNote(name: string): string | null {
  return notes[name.toLowerCase()] ?? null;
}
