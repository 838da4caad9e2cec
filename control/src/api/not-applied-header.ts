import type { Context } from 'hono'

/** Options that are kept but that our edges, or some of them, do not apply are named, so that nobody waits for them. */
export function tellNotApplied(context: Context, options: readonly string[]): void {
  const names = options.filter((name) => /^\w{1,100}$/.test(name))
  if (names.length > 0) context.header('x-wellknown-not-applied', names.join(', ').slice(0, 2000))
}
