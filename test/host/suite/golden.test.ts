import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as vscode from 'vscode';
import { expandKeys } from '../../support/fake-keys';
import { api, findings, openAsPerson, ruleOf, Scratch, until } from './support';

/** What the samples do not have. */
const others = {
  'broken.json': '{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "s3:GetObjct", ',
  'stack.ts': "fn.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:GetObjct', 'iam:PassRole'], resources: ['*'] }));\n",
  'policy.py': 'policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*"}]}\n',
};
const severities = ['error', 'warning', 'info', 'hint'];

describe('editor and terminal', () => {
  const scratch = new Scratch();
  after(() => scratch.dispose());

  it('say the same about the same files', async () => {
    await api();
    const { extensionPath } = vscode.extensions.getExtension('planeguard.planeguard')!;
    const samples = join(extensionPath, 'samples/workspace');
    const files = new Map(Object.entries(others).map(([name, text]) => [name, scratch.write(name, text)]));
    for (const entry of readdirSync(samples, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const name = relative(samples, path);
      files.set(name, scratch.write(name, expandKeys(readFileSync(path, 'utf8'))));
    }
    const folder = vscode.Uri.joinPath(files.get('stack.ts')!, '..').fsPath;
    const report = await check(join(extensionPath, 'dist/cli.js'), folder);
    const told = new Map<string, string[]>([...files.keys()].map(name => [name, []]));
    for (const { ruleId, file, severity, message, range: { start, end } } of report.findings) {
      told.get(file)!.push(line(ruleId, severity, message, start.line, start.column, end.line, end.column));
    }
    assert.ok(report.findings.length >= 15, `only ${report.findings.length} findings`);
    for (const [name, uri] of files) {
      await openAsPerson(uri);
      const expected = told.get(name)!.sort();
      await until(`${expected.length} findings in ${name}`, vscode.languages.onDidChangeDiagnostics, () => shown(uri).length >= expected.length);
      assert.deepEqual(shown(uri), expected, name);
    }
  });
});

function shown(uri: vscode.Uri): string[] {
  return findings(uri).filter(diagnostic => ruleOf(diagnostic) !== undefined).map(diagnostic => {
    const { severity, message, range: { start, end } } = diagnostic;
    return line(ruleOf(diagnostic)!, severities[severity]!, message, start.line + 1, start.character + 1, end.line + 1, end.character + 1);
  }).sort();
}

function line(ruleId: string, severity: string, message: string, ...place: readonly number[]): string {
  return `${ruleId} ${severity} ${place.join(' ')} ${message.replaceAll('`', "'")}`;
}

interface Report {
  readonly findings: readonly { ruleId: string; file: string; severity: string; message: string; range: Record<'start' | 'end', { line: number; column: number }> }[];
}

function check(cli: string, folder: string): Promise<Report> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [cli, 'check', '.', '--format', 'json'], { cwd: folder, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, maxBuffer: 1e7 }, (error, out) => {
      // One or two: there are findings, and the broken file.
      if (error && typeof error.code !== 'number') reject(error);
      else resolve(JSON.parse(out));
    });
  });
}
