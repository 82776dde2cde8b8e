/** What a service of the demo account is: a protocol and what it answers. */
import type { AccountState } from '../description';
import type { Members, Protocol, Value } from '../protocols';

export interface Call {
  readonly parameters: Members;
  /** From the request's signature. */
  readonly region: string;
  readonly pageSize: number;
}

export type Operation = (state: AccountState, call: Call) => Members;

export interface DemoService {
  readonly protocol: Protocol;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** A page as IAM cuts it: `Marker` is where to go on. */
export function pageOf(items: readonly Value[], name: string, { parameters, pageSize }: Call): Members {
  const start = Number(parameters.Marker ?? 0);
  const end = start + Math.min(pageSize, Number(parameters.MaxItems ?? pageSize));
  const more = end < items.length;
  return { [name]: items.slice(start, end), IsTruncated: more, Marker: more ? String(end) : null };
}
