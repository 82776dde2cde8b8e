/** What the rules must cover between them. */
import assert from 'node:assert/strict';
import { analyzerCodes } from '../../../scripts/lib/coverage';
import { rules } from '../../../src/analysis/rules/generated/index';

describe('rule coverage', () => {
  it('has a rule for every check of Access Analyzer', () => {
    const codes = analyzerCodes().map(({ code }) => code);
    const carried = new Set(rules.map(rule => rule.accessAnalyzer));
    assert.equal(codes.length, 153);
    assert.deepEqual(codes.filter(code => !carried.has(code)), []);
  });

  it('names no check that Access Analyzer has not', () => {
    const codes = new Set<string | null>([null, ...analyzerCodes().map(({ code }) => code)]);
    assert.deepEqual(rules.filter(rule => !codes.has(rule.accessAnalyzer)).map(({ id }) => id), []);
  });
});
