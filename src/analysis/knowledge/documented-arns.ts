/**
 * Forms of ARNs that AWS's guides write and its service reference does not list, by the service in them. As of November
 * 2026; each is from the guide or the API reference of its service. How they are found: `test/support/documented-arns.ts`.
 */
import { tableOf } from "../table";

const further: Readonly<Record<string, readonly string[]>> = tableOf({
  // Of an inference profile that works in every Region; such a request has the Region `unspecified`.
  bedrock: ["arn:${Partition}:bedrock:::foundation-model/${ResourceId}"],
  braket: ["arn:${Partition}:braket:::device/${DeviceType}/${Provider}/${DeviceId}"],
  // Of AWS's own and of an account's macros.
  cloudformation: ["arn:${Partition}:cloudformation:${Region}:${Account}:transform/${TransformName}"],
  controltower: ["arn:${Partition}:controltower:${Region}::control/${ControlName}"],
  // Services from before the long ARNs.
  ecs: ["arn:${Partition}:ecs:${Region}:${Account}:service/${ServiceName}"],
  // A route of a WebSocket API, such as `$connect`.
  "execute-api": ["arn:${Partition}:execute-api:${Region}:${Account}:${ApiId}/${Stage}/${RouteKey}"],
  groundstation: ["arn:${Partition}:groundstation::${Account}:satellite/${SatelliteId}"],
  iam: ["arn:${Partition}:iam::${Account}:u2f/${UserNameWithPath}/${Name}"],
  imagebuilder: [
    "arn:${Partition}:imagebuilder:${Region}:${Account}:component/${ComponentName}/${ComponentVersion}",
    "arn:${Partition}:imagebuilder:${Region}:${Account}:workflow/${WorkflowType}/${WorkflowName}/${WorkflowVersion}",
  ],
  lambda: ["arn:${Partition}:lambda:${Region}::runtime:${RuntimeVersion}"],
  quicksight: [
    "arn:${Partition}:quicksight::${Account}:theme/${ThemeName}",
    "arn:${Partition}:quicksight::${Account}:user/${UserName}",
    "arn:${Partition}:quicksight::${Account}:group/${GroupName}",
  ],
  route53resolver: ["arn:${Partition}:route53resolver:${Region}::autodefined-rule/${ResourceId}"],
  // Of AWS and its partners.
  securityhub: [
    "arn:${Partition}:securityhub:${Region}::product/${Company}/${Product}",
    "arn:${Partition}:securityhub:${Region}::standards/${Standard}",
    "arn:${Partition}:securityhub:::ruleset/${Standard}",
  ],
  swf: ["arn:${Partition}:swf:${Region}:${Account}:/domain/${DomainName}"],
  wellarchitected: ["arn:${Partition}:wellarchitected::${Account}:lens/${LensAlias}"],
});

/** The forms of ARNs with this service that AWS documents beside those of its reference. */
export function furtherArns(service: string): readonly string[] {
  return further[service] ?? [];
}
