type Weighed = { readonly id: number; readonly weight: number }

/** The weights that put rules in the order given, for those that need another: those they have, dealt out anew, and made to rise
 *  where two were equal. */
export function weighAnew(rules: readonly Weighed[]): readonly Weighed[] {
  let last = 0
  const weights = rules
    .map(({ weight }) => weight)
    .toSorted((one, other) => one - other)
    .map((weight) => (last = Math.max(weight, last + 1)))
  return rules.flatMap(({ id, weight }, index) => {
    const next = weights[index] ?? weight
    return next === weight ? [] : [{ id, weight: next }]
  })
}
