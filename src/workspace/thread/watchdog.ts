/** Notices when something takes too long. */

/** The bound is counted in so many steps: a machine that slept, or a process that was kept busy, has used up one of them and not all. */
const steps = 10;

/** Barks once, after so many milliseconds in which `progress` gave the same. */
export class Watchdog {
  private readonly timer: NodeJS.Timeout;

  constructor(milliseconds: number, bark: () => void, progress: () => unknown = () => null) {
    let left = steps;
    let last = progress();
    this.timer = setInterval(() => {
      const now = progress();
      left = now === last ? left - 1 : steps;
      last = now;
      if (left > 0) return;
      this.stop();
      bark();
    }, milliseconds / steps);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

export function tookTooLong(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return `it took too long (more than ${seconds === 1 ? "1 second" : `${seconds} seconds`})`;
}
