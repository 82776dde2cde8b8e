/** What can be written at a cursor in a policy. */
import { knownAction } from '../../analysis/rules/support/every-resource';
import { LineIndex } from '../../analysis/text';
import { describeAction } from '../hover/actions';
import type { Reading } from '../reading';
import type { Completions } from './items';
import { slotAt } from './slot';

/** Null where no policy stands at the place. `offset` counts UTF-16 units from 0. */
export function completionsAt(reading: Pick<Reading, 'document' | 'catalog' | 'parsers'>, offset: number): Completions | null {
  const slot = slotAt(reading, offset);
  if (!slot) return null;
  return { replace: new LineIndex(reading.document.text).range(slot.token), items: [] };
}

/** What there is to tell of a completion, as Markdown; null for nothing. */
export function documentationOf(topic: string, known: Pick<Reading, 'catalog' | 'descriptions'>): string | null {
  const action = knownAction(topic, known.catalog);
  return action && describeAction(action, known).join('\n\n');
}
