/** The rows of the posture view: recommendation, check, resource. */
import * as vscode from 'vscode';
import type { CheckResult, CheckSeverity, Evidence, Posture, PostureFailure, ResourceVerdict, Verdict } from '../../account/posture';
import { recommendations, type Recommendation } from '../../guidance/recommendations';

export type PostureNode =
  | { readonly kind: 'recommendation'; readonly recommendation: Recommendation; readonly checks: readonly CheckResult[] }
  /** `ruleId` is what the command that opens its page asks for. */
  | { readonly kind: 'check'; readonly check: CheckResult; readonly ruleId: string }
  | { readonly kind: 'resource'; readonly check: CheckResult; readonly resource: ResourceVerdict }
  | { readonly kind: 'unanswered'; readonly failures: readonly string[] }
  | { readonly kind: 'call'; readonly failure: string }
  | { readonly kind: 'offer'; readonly command: string; readonly label: string; readonly icon: string };

/** In the order of the guidance; recommendations that no check serves yet are left out. */
export function postureNodes({ checks, failures }: Posture): PostureNode[] {
  const nodes: PostureNode[] = [];
  for (const recommendation of recommendations) {
    const serving = checks.filter(check => check.recommendation === recommendation.id);
    if (serving.length > 0) nodes.push({ kind: 'recommendation', recommendation, checks: serving });
  }
  if (failures.length > 0) nodes.push({ kind: 'unanswered', failures });
  return nodes;
}

/** What a person can do where the account could not be read; the reason stands above them. */
export function failureNodes(failure: PostureFailure): PostureNode[] {
  if (failure.kind !== 'error') return [];
  const { t } = vscode.l10n;
  return [
    { kind: 'offer', command: 'planeguard.refreshPosture', label: t('Try Again'), icon: 'refresh' },
    { kind: 'offer', command: 'planeguard.switchProfile', label: t('Switch Profile…'), icon: 'account' },
    { kind: 'offer', command: 'planeguard.useDemoAccount', label: t('Use the Demo Account'), icon: 'beaker' },
    { kind: 'offer', command: 'planeguard.showLog', label: t('Show the Log'), icon: 'output' },
  ];
}

export function childrenOf(node: PostureNode): PostureNode[] {
  switch (node.kind) {
    case 'recommendation':
      return [...node.checks].sort(worstFirst).map(check => ({ kind: 'check', check, ruleId: check.id }));
    case 'check':
      return node.check.resources.map(resource => ({ kind: 'resource', check: node.check, resource }));
    case 'unanswered':
      return node.failures.map(failure => ({ kind: 'call', failure }));
    default:
      return [];
  }
}

export function treeItem(node: PostureNode): vscode.TreeItem {
  switch (node.kind) {
    case 'recommendation':
      return recommendationItem(node.recommendation, node.checks);
    case 'check':
      return checkItem(node.check);
    case 'resource':
      return resourceItem(node.check, node.resource);
    case 'unanswered':
      return unansweredItem(node.failures.length);
    case 'call':
      return callItem(node.failure);
    case 'offer':
      return offerItem(node);
  }
}

function recommendationItem({ id, number, title, why }: Recommendation, checks: readonly CheckResult[]): vscode.TreeItem {
  const verdict = worst(checks.map(check => check.verdict));
  const failing = checks.filter(check => check.verdict === 'fail').length;
  const open = failing > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
  const item = verdictItem(`${number}. ${title}`, verdict, open);
  item.id = id;
  item.contextValue = 'recommendation';
  item.description = failing > 0 ? vscode.l10n.t('{0} of {1} failed', failing, checks.length) : verdictWords(verdict);
  item.tooltip = new vscode.MarkdownString(plain(`${title}\n\n${why}`));
  return item;
}

function checkItem(check: CheckResult): vscode.TreeItem {
  const open = check.resources.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
  const item = verdictItem(check.title, check.verdict, open);
  item.id = check.id;
  item.contextValue = 'check';
  item.description = check.reason || verdictWords(check.verdict);
  item.tooltip = checkTooltip(check);
  return item;
}

function resourceItem(check: CheckResult, { id, region, verdict, reason }: ResourceVerdict): vscode.TreeItem {
  const item = verdictItem(id.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, ''), verdict, vscode.TreeItemCollapsibleState.None);
  item.id = [check.id, id, region].join('|');
  item.contextValue = 'resource';
  item.description = region === null ? reason : `${region} · ${reason}`;
  item.tooltip = new vscode.MarkdownString(plain([id, region, reason].filter(Boolean).join('\n\n')));
  return item;
}

function unansweredItem(count: number): vscode.TreeItem {
  const label = count === 1 ? vscode.l10n.t('1 call did not answer') : vscode.l10n.t('{0} calls did not answer', count);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = 'unanswered';
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.accessibilityInformation = { label };
  item.tooltip = vscode.l10n.t('What they would have told is "not assessed": neither passed nor failed.');
  return item;
}

function callItem(failure: string): vscode.TreeItem {
  const item = new vscode.TreeItem(failure);
  item.iconPath = new vscode.ThemeIcon('circle-slash');
  item.tooltip = failure;
  return item;
}

function offerItem({ command, label, icon }: { command: string; label: string; icon: string }): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.command = { command, title: label };
  return item;
}

const order: readonly Verdict[] = ['fail', 'not-assessed', 'attest', 'pass', 'not-applicable'];

const severities: readonly CheckSeverity[] = ['critical', 'high', 'medium', 'low'];

function worstFirst(a: CheckResult, b: CheckResult): number {
  return order.indexOf(a.verdict) - order.indexOf(b.verdict) || severities.indexOf(a.severity) - severities.indexOf(b.severity);
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return order.find(verdict => verdicts.includes(verdict)) ?? 'not-applicable';
}

const icons: Record<Verdict, readonly [icon: string, colour?: string]> = {
  'pass': ['pass', 'testing.iconPassed'],
  'fail': ['error', 'testing.iconFailed'],
  'not-assessed': ['question', 'testing.iconUnset'],
  'attest': ['checklist', 'list.warningForeground'],
  'not-applicable': ['circle-slash', 'testing.iconSkipped'],
};

/** A row whose icon is the verdict; a screen reader says it in words. */
function verdictItem(label: string, verdict: Verdict, open: vscode.TreeItemCollapsibleState): vscode.TreeItem {
  const item = new vscode.TreeItem(label, open);
  const [icon, colour] = icons[verdict];
  item.iconPath = new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
  item.accessibilityInformation = { label: `${verdictWords(verdict)}: ${label}` };
  return item;
}

function verdictWords(verdict: Verdict): string {
  const { t } = vscode.l10n;
  const words: Record<Verdict, string> = {
    'pass': t('passed'),
    'fail': t('failed'),
    'not-assessed': t('not assessed'),
    'attest': t('to be confirmed by you'),
    'not-applicable': t('not applicable'),
  };
  return words[verdict];
}

function checkTooltip(check: CheckResult): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const tooltip = new vscode.MarkdownString(plain(`${check.title} — ${verdictWords(check.verdict)}\n\n${check.reason}\n\n`));
  if (check.missingActions.length > 0) tooltip.appendMarkdown(plain(`${t('Not allowed or not answered: {0}', check.missingActions.join(', '))}\n\n`));
  if (check.evidence.length > 0) {
    tooltip.appendMarkdown(`**${t('Evidence')}**`);
    tooltip.appendCodeblock(check.evidence.map(evidenceLine).join('\n'), 'text');
  }
  if (check.remediation.length > 0) tooltip.appendMarkdown(`\n**${t('Put it right')}**\n\n`);
  for (const { kind, text } of check.remediation) {
    if (kind === 'console') tooltip.appendMarkdown(plain(text));
    else tooltip.appendCodeblock(text, kind === 'cli' ? 'shellscript' : 'text');
  }
  const standards = [...check.cis.map(id => `CIS ${id}`), ...check.securityHub.map(id => `Security Hub ${id}`)];
  return tooltip.appendMarkdown(`\n\n${plain([check.id, check.severity, ...standards].join(' · '))}`);
}

/** Text of an account must not become a link or an image. `appendText` would keep its lines from being broken. */
function plain(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

function evidenceLine({ call, field, value, region }: Evidence): string {
  return `${call}${region === null ? '' : ` (${region})`}  ${field} = ${value}`;
}
