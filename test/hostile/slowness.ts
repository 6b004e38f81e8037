/** How long requests took, by route. */
export class Slowness {
  private readonly byRoute = new Map<string, number[]>();
  private readonly all: number[] = [];

  add(route: string, milliseconds: number): void {
    const times = this.byRoute.get(route) ?? [];
    this.byRoute.set(route, times);
    times.push(milliseconds);
    this.all.push(milliseconds);
  }

  /**
   * What a request to a route may take at most. Many a route is answered in less than a millisecond, where
   * fifty times its median is less than one pause of the garbage collector; so the route's median counts as no
   * less than that of all requests. Before there is enough to compare with, anything may take any time.
   */
  limits(): (route: string) => number {
    const least = this.all.length < 1000 ? Infinity : median(this.all);
    return (route) => 50 * Math.max(least, median(this.byRoute.get(route) ?? []));
  }
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}
