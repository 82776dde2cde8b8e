/** What the checks that run the rules of the analysis on the account's own policies share. */
import { parseJson } from '../../analysis/locate/json-tree';
import type { Policy, PolicyType } from '../../analysis/policy/model';
import { readPolicy } from '../../analysis/policy/read';
import type { PolicyContext, PolicyRule } from '../../analysis/rules/rule';
import type { ResourceVerdict } from '../posture';
import type { AuthorizationDetails, RoleDetail } from '../sections/iam';
import { defineCheck, type Check, type CheckDeclaration } from './check';
import { evidenceOf, judgeResources, whenAnswered, type ResourceWords } from './evaluation';

export interface LivePolicy {
  /** The ARN; of an inline policy, the holder's with its name. */
  readonly id: string;
  readonly type: PolicyType;
  readonly document: string;
}

export interface LivePolicyCheck extends Omit<CheckDeclaration, 'sections' | 'evaluate'> {
  readonly policies: (details: AuthorizationDetails) => readonly LivePolicy[];
  /** What is wrong with a policy; empty where nothing is. The account is that of the ARN: it is known also where GetCallerIdentity was not answered. */
  readonly mistakes: (policy: Policy, accountId: string) => readonly string[];
  readonly right: string;
  readonly words: ResourceWords;
}

export function defineLivePolicyCheck({ policies, mistakes, right, words, ...declaration }: LivePolicyCheck): Check {
  return defineCheck({
    ...declaration,
    sections: ['iam/authorization-details'],
    evaluate: snapshot => whenAnswered(snapshot, 'iam/authorization-details', (details, section) => {
      const resources = policies(details).map(({ id, type, document }): ResourceVerdict => {
        const policy = read(document, type);
        if (!policy) return { id, region: null, verdict: 'not-assessed', reason: 'The policy document cannot be read.' };
        const [first, ...rest] = mistakes(policy, id.split(':')[4] ?? '');
        if (first === undefined) return { id, region: null, verdict: 'pass', reason: right };
        return { id, region: null, verdict: 'fail', reason: rest.length === 0 ? first : `${first} And ${rest.length} more.` };
      });
      return judgeResources(resources, words, [evidenceOf(section, 'policies read', resources.length)]);
    }),
  });
}

/** Customer-managed policies, attached or not, and the inline ones of users, groups and roles. */
export function permissionPolicies({ users, groups, roles, policies }: AuthorizationDetails): LivePolicy[] {
  return [
    ...policies.map(({ arn, document }): LivePolicy => ({ id: arn, type: 'identity', document })),
    ...[...users, ...groups, ...roles].flatMap(({ arn, inline }) => inline.map(({ name, document }): LivePolicy => ({ id: `${arn} (inline policy ${name})`, type: 'identity', document }))),
  ];
}

/** Of the roles that people of this account make: AWS keeps those of its services itself. */
export function trustPolicies(details: AuthorizationDetails): LivePolicy[] {
  return ownRoles(details).map(({ arn, trustPolicy }) => ({ id: arn, type: 'trust', document: trustPolicy }));
}

export function ownRoles({ roles }: AuthorizationDetails): RoleDetail[] {
  return roles.filter(({ path }) => !path.startsWith('/aws-service-role/') && !path.startsWith('/aws-reserved/'));
}

/** The messages of these rules about a policy; each must do without the catalogue. */
export function messagesOf(rules: readonly PolicyRule[], policy: Policy): string[] {
  return rules.flatMap(rule => [...rule.check(policy, contextOf(policy))].map(report => report.message));
}

function contextOf(policy: Policy): PolicyContext {
  return {
    get catalog(): never {
      throw new Error('the posture has no catalogue');
    },
    policies: [policy], declared: [], syntaxErrors: new Map(), trustedAccounts: new Set(),
  };
}

function read(document: string, type: PolicyType): Policy | null {
  const { root, cut } = parseJson(document);
  return root?.kind === 'object' && !cut ? readPolicy(root, { policyType: type }) : null;
}
