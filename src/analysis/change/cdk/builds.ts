/** What projects of AWS CodeBuild may do in a program of AWS CDK for what they are given: variables of secrets, images, sources, caches, logs. */
import { type GivenTo, givenToBuilds } from "../../knowledge/cdk-builds";
import { camelCase } from "../../locate/code/letter-case";
import { calleeOf, type SyntaxNode } from "../../source/syntax-tree";
import { cdkName } from "../../units/cdk/declarations";
import type { TextPart } from "../../value";
import type { ReadPolicy } from "../subject";
import type { CdkReading } from "./reading";

type Properties = ReadonlyMap<string, SyntaxNode>;

const project = /^codebuild\.(?:Pipeline)?Project$/;
const region: TextPart = { name: "AWS::Region" };
const account: TextPart = { name: "AWS::AccountId" };
const inNetwork = [
  ...["CreateNetworkInterface", "DescribeNetworkInterfaces", "DeleteNetworkInterface", "DescribeSubnets"],
  ...["DescribeSecurityGroups", "DescribeDhcpOptions", "DescribeVpcs"],
].map((one) => `ec2:${one}`);

/** @param name `codebuild.Project` */
export function allowedForBuilds(reading: CdkReading, node: SyntaxNode, name: string): readonly ReadPolicy[] {
  const of = reading.optionsOf(node);
  const [environment, action] = [of.get("environment") ?? of.get("buildEnvironment"), of.get("project")];
  if (name === "codepipeline-actions.CodeBuildAction")
    return action ? variables(reading, of, reading.nameOf(action)) : [];
  if (name === "pipelines.CodeBuildStep")
    return environment
      ? variables(reading, propertiesOf(reading, environment), reading.roleOf(of) ?? stepName(reading, node))
      : [];
  if (!project.test(name)) return [];
  const holder = reading.roleOf(of) ?? reading.madeName(node);
  const inEnvironment = environment ? propertiesOf(reading, environment) : new Map<string, SyntaxNode>();
  const logging = of.get("logging");
  const network = of.get("vpc");
  return [
    ...variables(reading, of, holder),
    ...variables(reading, inEnvironment, holder),
    ...["source", "secondarySources", "artifacts", "secondaryArtifacts", "cache"].flatMap((one) =>
      given(reading, of.get(one), holder),
    ),
    ...given(reading, inEnvironment.get("buildImage"), holder),
    ...(logging ? logs(reading, propertiesOf(reading, logging), holder) : []),
    ...(network ? [reading.made([{ actions: inNetwork, resources: [["*"]] }], holder, network)] : []),
  ];
}

function stepName(reading: CdkReading, node: SyntaxNode): string {
  const [id] = reading.file.argumentsOf(node);
  return (id && reading.constructs.textOf(id)) ?? reading.madeName(node);
}

function propertiesOf(reading: CdkReading, expression: SyntaxNode): Properties {
  return reading.propertiesIn(reading.file.resolve(expression).base);
}

/** `{ TOKEN: { type: BuildEnvironmentVariableType.SECRETS_MANAGER, value: "token" } }` */
function variables(reading: CdkReading, of: Properties, holder: string): readonly ReadPolicy[] {
  const { file } = reading;
  const list = of.get("environmentVariables");
  const entries = list ? (file.entries(file.resolve(list).base) ?? []) : [];
  return entries.flatMap(({ value: written }) => {
    const variable = propertiesOf(reading, written);
    const [type, value] = [variable.get("type"), variable.get("value")];
    const kind = type && /\b(SECRETS_MANAGER|PARAMETER_STORE)$/.exec(file.text(type))?.[1];
    if (!kind || !value) return [];
    const text = reading.constructs.textOf(value);
    const named: readonly TextPart[] = text === null ? [{ name: reading.nameOf(value) }] : [text];
    if (kind === "PARAMETER_STORE") {
      const own = text === null ? named : [text.replace(/^\//, "")];
      const arn = ["arn:aws:ssm:", region, ":", account, ":parameter/", ...own];
      return [reading.made([{ actions: ["ssm:GetParameters"], resources: [arn] }], holder, written)];
    }
    return [
      reading.made(
        [{ actions: ["secretsmanager:GetSecretValue"], resources: [secretArn(text, named)] }],
        holder,
        written,
      ),
    ];
  });
}

/** A secret by its ARN or its name, before the key in it. */
function secretArn(text: string | null, named: readonly TextPart[]): readonly TextPart[] {
  if (text === null) return named;
  if (text.startsWith("arn:")) return [`${text.split(":").slice(0, 7).join(":")}*`];
  return ["arn:aws:secretsmanager:", region, ":", account, `:secret:${text.split(":")[0]}-??????`];
}

/** What is made of something that the project may use: `Source.s3({ bucket })`, `Cache.bucket(bucket)`. */
function given(reading: CdkReading, expression: SyntaxNode | undefined, holder: string): readonly ReadPolicy[] {
  if (!expression) return [];
  const { file } = reading;
  return reading.itemsOf(expression).flatMap((one) => {
    const { base } = file.resolve(one);
    const callee = calleeOf(base);
    const name = callee && cdkName(file, callee)?.replace(/\w{1,60}$/, camelCase);
    const known: GivenTo | null = name ? givenToBuilds(name) : null;
    const value =
      known && (typeof known.of === "number" ? reading.given(base)[known.of] : reading.optionsOf(base).get(known.of));
    return known && value ? [reading.grantedOn(value, known.grants, holder, value)] : [];
  });
}

function logs(reading: CdkReading, of: Properties, holder: string): readonly ReadPolicy[] {
  return (["s3", "cloudWatch"] as const).flatMap((where) => {
    const own = of.get(where);
    const inside = own ? propertiesOf(reading, own) : null;
    const [bucket, group] = [inside?.get("bucket"), inside?.get("logGroup")];
    const known = givenToBuilds(`logging.${where}`)!;
    const value = where === "s3" ? bucket : group;
    return value ? [reading.grantedOn(value, known.grants, holder, value)] : [];
  });
}
