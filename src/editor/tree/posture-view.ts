/** The posture view. Nothing is collected before somebody looks at it, in a workspace they trust. */
import * as vscode from 'vscode';
import type { Posture } from '../../account/posture';
import { AccountChoice } from './account-choice';
import { askMfaCode, namedAccount, pickAccount } from './account-prompts';
import { childrenOf, failureNodes, postureNodes, treeItem, type PostureNode } from './posture-nodes';
import { PostureSession, type PostureState } from './posture-session';

const viewId = 'planeguard.posture';

/** The view's rows, what stands above them, and the state that chooses the welcome text. */
export interface PostureView {
  readonly rows: vscode.TreeDataProvider<PostureNode>;
  readonly view: vscode.TreeView<PostureNode>;
  state(): PostureState;
  dispose(): void;
}

/** Registers the view and its commands. */
export function registerPostureView(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): PostureView {
  const choice = new AccountChoice(context.globalState);
  const session = new PostureSession(choice, log);
  const rows = new PostureTree(session);
  const view = vscode.window.createTreeView(viewId, { treeDataProvider: rows, showCollapseAll: true });
  const collect = (how: Parameters<PostureSession['collect']>[0]) =>
    vscode.window.withProgress({ location: { viewId } }, () => session.collect(how));
  const lookedAt = () => {
    if (view.visible && session.state.kind === 'idle' && !rows.declined) void collect({ keep: false });
  };
  const asked = (keep: boolean) => {
    rows.declined = false;
    return collect({ keep, mfaCode: askMfaCode });
  };
  const show = () => vscode.commands.executeCommand(`${viewId}.focus`);
  const command = (name: string, run: (...given: unknown[]) => unknown) => vscode.commands.registerCommand(`planeguard.${name}`, run);
  showState(view, session.state);
  const registered = vscode.Disposable.from(
    session,
    view,
    session.onDidChange(state => {
      showState(view, state);
      rows.refresh();
    }),
    view.onDidChangeVisibility(lookedAt),
    vscode.workspace.onDidGrantWorkspaceTrust(lookedAt),
    command('showPosture', show),
    command('refreshPosture', async () => {
      await show();
      await asked(true);
    }),
    command('cancelPosture', () => {
      rows.declined = true;
      session.cancel();
    }),
    command('switchProfile', async (named?: unknown) => {
      const picked = namedAccount(named) ?? (await pickAccount(choice));
      if (!picked) return;
      await choice.pick(picked);
      await show();
      await asked(false);
    }),
    command('useDemoAccount', async () => {
      await choice.pick({ kind: 'demo' });
      await show();
      await asked(false);
    }),
  );
  return { rows, view, state: () => session.state, dispose: () => registered.dispose() };
}

class PostureTree implements vscode.TreeDataProvider<PostureNode> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  /** Somebody cancelled: looking again is no reason to begin again. */
  declined = false;

  constructor(private readonly session: PostureSession) {}

  refresh(): void {
    this.changed.fire();
  }

  getTreeItem(node: PostureNode): vscode.TreeItem {
    return treeItem(node);
  }

  getChildren(node?: PostureNode): PostureNode[] {
    if (node) return childrenOf(node);
    const { state, posture } = this.session;
    if (state.kind === 'failed') return failureNodes(state.failure);
    return posture ? postureNodes(posture) : [];
  }
}

/** What stands above the rows, and the context keys that choose the welcome text and the buttons. */
function showState(view: vscode.TreeView<PostureNode>, state: PostureState): void {
  const posture = 'posture' in state ? state.posture : null;
  view.description = posture ? accountName(posture) : '';
  // A view with a message shows no welcome text, so there is one only where there are rows.
  view.message = state.kind === 'failed' && state.failure.kind === 'error' ? state.failure.message : posture ? headline(posture, state.kind === 'loading') : '';
  const welcome = state.kind === 'failed' ? state.failure.kind : state.kind;
  void vscode.commands.executeCommand('setContext', 'planeguard.posture', welcome);
}

function accountName({ demo, profile, account }: Posture): string {
  const name = account.alias ?? account.id;
  if (demo) return vscode.l10n.t('DEMO · {0}', name);
  return profile === null ? name : `${profile} · ${name}`;
}

function headline(posture: Posture, loading: boolean): string {
  const { t } = vscode.l10n;
  const { account, profile, checks, collectedAt } = posture;
  const failed = checks.filter(({ verdict }) => verdict === 'fail').length;
  const whose = posture.demo
    ? t('DEMO account {0}: invented data, no AWS account is contacted.', account.id)
    : profile === null
      ? t('Account {0}, as {1}.', account.id, account.arn)
      : t('Profile {0}: account {1}, as {2}.', profile, account.id, account.arn);
  const result = loading
    ? t('Reading it…')
    : t('{0} of {1} checks failed at {2}.', failed, checks.length, new Date(collectedAt).toLocaleTimeString());
  return `${whose} ${result}`;
}
