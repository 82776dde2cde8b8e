import { catalogDate } from '../catalog/generated/about';
import { postureJson } from '../report/posture-json';
import { postureText } from '../report/posture-text';
import { version } from '../../package.json';
import { deliver, ExitCode, type Terminal } from './terminal';

export interface PostureOptions {
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly demo?: boolean;
  readonly format: 'text' | 'json';
  readonly output?: string;
  readonly failOn: 'fail' | 'never';
}

export async function posture(options: PostureOptions, terminal: Terminal): Promise<ExitCode> {
  const { collectPosture } = await import('../account/account');
  const outcome = await collectPosture({ ...options, signal: terminal.signal });
  if ('failure' in outcome) {
    const { failure } = outcome;
    terminal.err(`planeguard: ${failure.kind === 'cancelled' ? 'cancelled' : failure.message}\n`);
    return ExitCode.unusable;
  }
  const result = outcome.posture;
  for (const failure of result.failures) terminal.err(`planeguard: ${failure}\n`);
  const written = options.format === 'json'
    ? postureJson(result, { name: 'planeguard', version, catalogDate })
    : postureText(result, { colour: terminal.colour && options.output === undefined });
  if (!deliver(written, options.output, terminal)) return ExitCode.unusable;
  return options.failOn === 'fail' && result.checks.some(one => one.verdict === 'fail') ? ExitCode.found : ExitCode.clean;
}
