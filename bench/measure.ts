/** What every benchmark shares: timing, and rows of a table with a bound each. */

export interface Row {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** The most that the figure may be; null where it is only told. */
  readonly bound: number | null;
  /** The bound is the least instead. */
  readonly atLeast?: true;
}

const holds = ({ figure, bound, atLeast }: Row): boolean =>
  bound === null || (atLeast ? figure >= bound : figure <= bound);

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

/** Median milliseconds of a call, after it was called until it is warm; the argument counts the calls. */
export async function milliseconds(call: (round: number) => unknown, { warm = 5, rounds = 15 } = {}): Promise<number> {
  const figures: number[] = [];
  for (let round = 0; round < warm + rounds; round++) {
    const started = performance.now();
    await call(round);
    figures.push(performance.now() - started);
  }
  return median(figures.slice(warm));
}

/** Prints the table; whether every bound holds. */
export function report(rows: readonly Row[]): boolean {
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const row of rows) {
    const { what, figure, unit, bound } = row;
    const told = `${what.padEnd(width)}  ${figure.toFixed(unit === "ms" ? 2 : 1).padStart(9)} ${unit.padEnd(5)}`;
    console.log(
      bound === null
        ? told
        : `${told} ${row.atLeast ? "at least" : "at most "} ${String(bound).padStart(6)}  ${holds(row) ? "ok" : "MISSED"}`,
    );
  }
  return rows.every(holds);
}
