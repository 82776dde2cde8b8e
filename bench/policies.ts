/** Policies as people write them, of any size, the same in every run. */
import type { Catalog } from "../src/catalog/catalog";
import { random } from "../test/support/random";

const services = [
  "s3",
  "ec2",
  "dynamodb",
  "lambda",
  "sqs",
  "sns",
  "kms",
  "logs",
  "ecr",
  "ssm",
  "secretsmanager",
  "cloudwatch",
  "states",
  "kinesis",
  "glue",
  "athena",
  "ecs",
  "rds",
];

export type Statement = {
  Sid: string;
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string>>;
};

/** An identity policy of so many statements over eighteen services: lists, single values, wildcards and conditions. */
export function policyOf(catalog: Catalog, statements: number): { Version: string; Statement: Statement[] } {
  const next = random(42);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const actions = new Map(
    services.map((service) => [service, catalog.service(service)!.actions.map(({ name }) => name)]),
  );
  const Statement = Array.from({ length: statements }, (_, index): Statement => {
    const service = services[index % services.length]!;
    const names = Array.from({ length: 1 + Math.floor(next() * 4) }, () => `${service}:${pick(actions.get(service)!)}`);
    const action = [...new Set(names)];
    const resources = Array.from({ length: 1 + Math.floor(next() * 2) }, (_, part) =>
      arnOf(service, `${index}-${part}`),
    );
    return {
      Sid: `Statement${index}`,
      Effect: next() < 0.9 ? "Allow" : "Deny",
      Action: action.length === 1 ? action[0]! : action,
      Resource: resources.length === 1 ? resources[0]! : resources,
      ...(next() < 0.3 && {
        Condition: {
          StringEquals: {
            "aws:RequestedRegion": pick(["eu-central-1", "us-east-1"]),
            "aws:PrincipalTag/team": `team-${index}`,
          },
        },
      }),
    };
  });
  return { Version: "2012-10-17", Statement };
}

function arnOf(service: string, name: string): string {
  const place = service === "s3" ? ":" : "eu-central-1:111122223333";
  const path =
    {
      s3: `app-${name}/*`,
      dynamodb: `table/app-${name}`,
      lambda: `function:app-${name}`,
      sqs: `app-${name}`,
      sns: `app-${name}`,
      kms: `key/${name}`,
      ec2: `instance/i-${name}`,
    }[service] ?? `*/app-${name}`;
  return `arn:aws:${service}:${place}:${path}`;
}
