import assert from 'node:assert/strict';
import { temporaryFolder } from '../../support/folder';
import { planeguard } from '../../support/terminal';

const policy = (...actions: string[]): string => `${JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: 'arn:aws:s3:::reports/*' }] }, null, 2)}\n`;
const redundant = policy('s3:Get*', 's3:GetObject');
const trust = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' }] });

describe('planeguard.json', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());

  async function check(files: Record<string, string>, ...args: string[]) {
    folder = temporaryFolder(files);
    const { exit, out, err } = await planeguard(folder.path, ['check', ...args.length > 0 ? args : ['.'], '--format', 'json']);
    const report = JSON.parse(out) as { findings: { ruleId: string; severity: string; file: string }[]; problems: { file: string; message: string; range: { start: { line: number; column: number } } | null }[] };
    return { exit, err, ...report, told: report.findings.map(({ file, ruleId, severity }) => `${file} ${ruleId} ${severity}`) };
  }

  it('turns rules off, and sets their severity, one by one or by family', async () => {
    const files = { 'a.json': redundant, 'planeguard.json': '{ "rules": { "policy/redundant-action": "error" } }' };
    assert.deepEqual((await check(files)).told, ['a.json policy/redundant-action error']);
    folder.remove();
    assert.deepEqual((await check({ ...files, 'planeguard.json': '{ "rules": { "policy/*": "off" } }' })).told, []);
    folder.remove();
    const { told } = await check({ ...files, 'planeguard.json': '{ "rules": { "policy/*": "off", "policy/redundant-action": "on" } }' });
    assert.deepEqual(told, ['a.json policy/redundant-action hint']);
  });

  it('raises what is easily passed over under the preset strict', async () => {
    const { told } = await check({ 'a.json': redundant, 'planeguard.json': '{ "preset": "strict" }' });
    assert.deepEqual(told, ['a.json policy/redundant-action info']);
  });

  it('is the nearest one upwards from each file', async () => {
    const { told } = await check({
      'planeguard.json': '{ "rules": { "policy/redundant-action": "off" } }',
      'a.json': redundant,
      'deep/b.json': redundant,
      'deep/er/planeguard.json': '{ "rules": { "policy/redundant-action": "warning" } }',
      'deep/er/still/c.json': redundant,
    });
    assert.deepEqual(told, ['deep/er/still/c.json policy/redundant-action warning']);
  });

  it('is the one that --config names, for all files', async () => {
    const { told } = await check({ 'planeguard.json': '{}', 'strict.json': '{ "preset": "strict" }', 'a.json': redundant }, 'a.json', '--config', 'strict.json');
    assert.deepEqual(told, ['a.json policy/redundant-action info']);
  });

  it('excludes as a .gitignore does, also a file that somebody names, and says so then', async () => {
    const files = { 'planeguard.json': '{ "exclude": ["legacy/**", "!legacy/kept.json"] }', 'legacy/a.json': redundant, 'legacy/kept.json': redundant };
    const { told, err } = await check(files);
    assert.deepEqual(told, ['legacy/kept.json policy/redundant-action hint']);
    assert.equal(err, '');
    folder.remove();
    const named = await check(files, 'legacy/a.json');
    assert.deepEqual(named.told, []);
    assert.match(named.err, /skipped legacy\/a\.json: .*planeguard\.json excludes it/);
  });

  it('knows the accounts that are trusted', async () => {
    const rule = 'trust/account-without-external-id';
    const of = async (configuration: string) => (await check({ 'trust.json': trust, 'planeguard.json': configuration })).findings.filter(({ ruleId }) => ruleId === rule).length;
    assert.equal(await of('{}'), 1);
    folder.remove();
    assert.equal(await of('{ "trustedAccounts": ["111122223333"] }'), 0);
  });

  it('tells what policies are, by path; --policy-type tells before it', async () => {
    const files = { 'planeguard.json': '{ "policyTypes": { "*.json": "resource", "a.json": "identity", "b.json": "resource" } }', 'a.json': redundant, 'b.json': redundant };
    const missing = (one: Awaited<ReturnType<typeof check>>) => one.findings.filter(({ ruleId }) => ruleId === 'policy/missing-principal').map(({ file }) => file);
    assert.deepEqual(missing(await check(files)), ['b.json']);
    folder.remove();
    assert.deepEqual(missing(await check(files, '.', '--policy-type', 'identity')), []);
  });

  it('is told of where it is wrong, with line and column, whichever files are checked', async () => {
    const files = { 'planeguard.json': '{\n  "preset": "strikt"\n}\n', 'deep/a.json': redundant };
    for (const path of ['.', 'deep', 'deep/a.json']) {
      const { problems, exit, told } = await check(files, path);
      assert.deepEqual(problems.map(({ file, range }) => `${file}:${range!.start.line}:${range!.start.column}`), ['planeguard.json:2:13'], path);
      assert.match(problems[0]!.message, /did you mean `"strict"`\?/);
      assert.equal(exit, 2);
      assert.deepEqual(told, ['deep/a.json policy/redundant-action hint']);
      folder.remove();
    }
  });

  it('is told of where --config names none', async () => {
    const { problems, exit } = await check({ 'a.json': redundant }, 'a.json', '--config', 'missing.json');
    assert.deepEqual(problems.map(({ file, message }) => `${file}: ${message}`), ['missing.json: The configuration could not be read (there is no such file); the defaults stand in its place.']);
    assert.equal(exit, 2);
  });

  it('governs worker threads too', async () => {
    const many = Object.fromEntries(Array.from({ length: 260 }, (_, index) => [`many/${index}.json`, redundant]));
    const { told } = await check({ ...many, 'planeguard.json': '{ "rules": { "policy/redundant-action": "off" } }', 'many/deep/planeguard.json': '{}', 'many/deep/a.json': redundant });
    assert.deepEqual(told, ['many/deep/a.json policy/redundant-action hint']);
  });

  it('governs what is fixed', async () => {
    const { told } = await check({ 'a.json': redundant, 'planeguard.json': '{ "rules": { "policy/redundant-action": "off" } }' }, '.', '--fix');
    assert.deepEqual(told, []);
    assert.equal((await planeguard(folder.path, ['check', '.', '--fix-dry-run', '--config', 'none.json'])).out.includes('-        "s3:GetObject"'), true);
  });
});
