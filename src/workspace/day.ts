/** Today as `YYYY-MM-DD`, by Coordinated Universal Time, so that editors and CI agree. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
