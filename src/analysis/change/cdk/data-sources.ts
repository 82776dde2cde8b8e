/** What the roles of AppSync's data sources may do that a program of AWS CDK makes: `api.addLambdaDataSource("Own", handler)`. */
import { dataSource } from "../../knowledge/cdk-uses";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import type { ReadPolicy } from "../subject";
import type { CdkReading } from "./reading";

const adding = /^add(\w{1,40}DataSource)$/;

/** By a class of CDK; empty for any other. @param name `appsync.LambdaDataSource` */
export function allowedByDataSource(reading: CdkReading, node: SyntaxNode, name: string): readonly ReadPolicy[] {
  const [, own] = /^appsync(?:-alpha)?\.(\w{1,40}DataSource)$/.exec(name) ?? [];
  if (own === undefined) return [];
  const { of } = reading.constructs.propertiesOf(node);
  const said = dataSource(own, isTrue(reading, of.get("readOnlyAccess")));
  const used = said && of.get(said.property);
  if (!said || !used) return [];
  return allowed(reading, node, used, said.grants, reading.roleOf(of, "serviceRole"));
}

/** By a method of an API. @param method in camelCase */
export function allowedByAddedSource(reading: CdkReading, call: SyntaxNode, method: string): readonly ReadPolicy[] {
  const [, own] = adding.exec(method) ?? [];
  const said = own === undefined ? undefined : dataSource(own, false);
  const [id, second] = reading.file.argumentsOf(call);
  const named = said && reading.optionsOf(call).get(said.property);
  const used = named ?? (second && ((second.type === "keyword_argument" && childOf(second, "value")) || second));
  return said && id && used ? allowed(reading, call, used, said.grants, null) : [];
}

function allowed(
  reading: CdkReading,
  made: SyntaxNode,
  used: SyntaxNode,
  grants: NonNullable<ReturnType<typeof dataSource>>["grants"],
  role: string | null,
): readonly ReadPolicy[] {
  const holder = role ?? nameOfMade(reading, made);
  return [
    grants
      ? reading.grantedOn(used, grants, holder, used)
      : reading.unread(used, { policyType: "identity", label: holder }),
  ];
}

/** By its variable, or its id: the first argument of a method, and the second of a class. */
function nameOfMade(reading: CdkReading, made: SyntaxNode): string {
  const isAdded = /^call/.test(made.type) && reading.constructs.classOf(made) === null;
  const id = isAdded ? reading.given(made)[0] : undefined;
  const written = id && (reading.constructs.textOf(id) ?? reading.file.text(id).slice(0, longestName));
  return reading.constructs.variableOf(made) ?? written ?? reading.madeName(made);
}

const longestName = 100;

function isTrue(reading: CdkReading, value: SyntaxNode | undefined): boolean {
  return value !== undefined && /^[tT]rue$/.test(reading.file.text(value));
}
