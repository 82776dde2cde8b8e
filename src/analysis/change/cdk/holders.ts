/** The roles, users, groups and functions that a program of AWS CDK makes, whatever they are given: what one loses and another gets has moved. */
import type { Source } from "../../source/source";
import { calleeOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { Constructs } from "../../units/cdk/constructs";
import { madePolicy } from "../../units/made-policy";
import type { ChangedDocument, Holder, RoleUserOf } from "../subject";
import { cdkFileOf, constructsOf } from "./program";

const holder = /^(?:iam\.(?:Role|User|Group)|lambda(?:-[\w-]{1,40})?\.\w{0,40}Function)$/;

export function holdersIn(source: Source, document: ChangedDocument): readonly Holder[] {
  const file = cdkFileOf(source);
  if (!file) return [];
  const constructs = constructsOf(file, source);
  const named = namesOfHolders(constructs).map((name): Holder => ({ name, document }));
  return [...named, ...othersIn(constructs).map((name): Holder => ({ name, hasHolders: true, document }))];
}

/** The constructs of other libraries and of other files: `api`, of which a policy may be for `api.handler`. */
function othersIn(constructs: Constructs): readonly string[] {
  const { file } = constructs;
  return file.tree.nodes.flatMap((node) => {
    const callee = /^(?:new_expression|call)$/.test(node.type) ? calleeOf(node) : null;
    const isMade = callee && /^[A-Z]/.test(file.ownName(callee)) && constructs.classOf(node) === null;
    const name = isMade && constructs.idOf(node) !== null ? constructs.variableOf(node) : null;
    return name === null ? [] : [name];
  });
}

function namesOfHolders(constructs: Constructs): readonly string[] {
  return constructs.file.tree.nodes.flatMap((node) => {
    const name = holder.test(constructs.classOf(node) ?? "") ? constructs.variableOf(node) : null;
    return name === null ? [] : [name];
  });
}

const identity = /^iam\.(Role|User|Group)$/;

/** The roles, users and groups that a program makes, by their variables and by their ids. */
export function identitiesIn(source: Source, document: ChangedDocument): readonly Holder[] {
  const file = cdkFileOf(source);
  if (!file) return [];
  const constructs = constructsOf(file, source);
  return file.tree.nodes.flatMap((node): readonly Holder[] => {
    const [, type] = identity.exec(constructs.classOf(node) ?? "") ?? [];
    if (type === undefined) return [];
    const kind = type.toLowerCase();
    const given = constructs.propertiesOf(node).of.get(`${kind}Name`);
    const known = given ? constructs.textOf(given) : null;
    const id = constructs.idOf(node);
    const called = known === null ? undefined : `${kind} ${known}`;
    const own = { kind, name: known ?? (given ? file.text(given) : null), ...(id !== null && { trusted: id }) };
    const names = new Set([id, constructs.variableOf(node)].filter((name) => name !== null));
    return [...names].map((name) => ({ name, called, identity: own, document }));
  });
}

/** The properties of constructs that take a role (docs.aws.amazon.com/cdk/api/v2/docs: `lambda.FunctionProps`, `ecs.TaskDefinitionProps`). */
const roleProperty = /^(?:role|\w{1,40}Role)$/;

const profile = /^iam\.(?:Cfn)?InstanceProfile$/;

/** The role of `[role.roleName]`: a profile has one. */
function roleIn({ file }: Constructs, list: SyntaxNode): SyntaxNode | undefined {
  const { base } = file.resolve(list);
  const [first] = partsOf(base).filter(({ named }) => named);
  if (!first || !/^(?:array|list)$/.test(base.type)) return undefined;
  const member = file.language.member(file.tree, first);
  return member && /^(?:role_?name|ref)$/i.test(member.key) ? member.object : first;
}

/** The managed policy AWSLambdaBasicExecutionRole, which CDK attaches to the role that it makes for a function. */
const writingLogs = [
  { actions: ["CreateLogGroup", "CreateLogStream", "PutLogEvents"].map((one) => `logs:${one}`), resources: [["*"]] },
];

/** The constructs that work with the rights of a role; a function to which none is given has its own. */
export function roleUsersIn(source: Source, document: ChangedDocument): readonly RoleUserOf[] {
  const file = /role\b/i.test(source.text) ? cdkFileOf(source) : null;
  if (!file) return [];
  const constructs = constructsOf(file, source);
  const holders = new Set(namesOfHolders(constructs));
  return file.tree.nodes.flatMap((node): RoleUserOf[] => {
    const type = constructs.classOf(node);
    if (type === null || (type.startsWith("iam.") && !profile.test(type))) return [];
    const { of } = constructs.propertiesOf(node);
    const [first] = file.argumentsOf(node);
    // Steps of a pipeline have no scope before their name.
    const construct = constructs.idOf(node) ?? (first ? constructs.textOf(first) : null);
    const called = constructs.variableOf(node);
    const name = called ?? construct ?? type;
    const key = `${type} ${construct ?? name}`;
    const listed = profile.test(type) ? of.get("roles") : undefined;
    const role = listed && roleIn(constructs, listed);
    const given = [...of].filter(([property]) => roleProperty.test(property));
    if (role) given.push(["roles", role]);
    const own = holder.test(type) && !of.has("role") ? called : null;
    return [
      ...(own === null
        ? []
        : [
            {
              id: `${key} role`,
              name,
              role: own,
              said: "",
              meanings: () => new Map(),
              document,
              at: spanOf(node),
              beside: [{ policy: madePolicy(writingLogs, spanOf(node), own), document, at: spanOf(node) }],
            },
          ]),
      ...given.map(([property, value]): RoleUserOf => {
        const written = constructs.at(value)?.written ?? null;
        const role = written !== null && holders.has(written) ? written : null;
        return {
          id: `${key} ${property}`,
          name,
          role,
          said: file.text(value),
          meanings: () => new Map(),
          document,
          at: spanOf(value),
        };
      }),
    ];
  });
}
