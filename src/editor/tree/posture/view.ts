/** The posture view. Nothing is collected before somebody looks at it, in a workspace they trust. */
import * as vscode from 'vscode';
import { dayOf, withAttestations } from '../../../account/attestations/apply';
import type { Posture } from '../../../account/posture';
import { AccountChoice, type Choice } from './account-choice';
import { registerAttestations, type AttestedRow } from './attest';
import { AttestationFiles } from './attestation-files';
import { AwsFilesWatch } from './aws-files-watch';
import { KeptPostures } from './kept-postures';
import { KnownAccounts } from './known-accounts';
import type { PostureNode } from './nodes/node';
import { organizationSettings } from './organization-settings';
import { registerPapers } from './papers';
import { AllowedCommands, askMfaCode, askRoleName, namedAccount, namedProfiles, pickAccount, pickProfiles } from './prompts';
import { PostureTree } from './rows';
import { PostureSession } from './session';
import { showState } from './showing';
import { accountsOf, failuresOf, type PostureState } from './state';

const viewId = 'planeguard.posture';

/** The view's rows, what stands above them, and the state that chooses the welcome text. */
export interface PostureView {
  readonly rows: vscode.TreeDataProvider<PostureNode>;
  readonly view: vscode.TreeView<PostureNode>;
  state(): PostureState;
  dispose(): void;
}

  constructor(context: vscode.ExtensionContext, trusted: () => Promise<readonly string[]>, log: vscode.LogOutputChannel, onOther: vscode.Event<void>) {
