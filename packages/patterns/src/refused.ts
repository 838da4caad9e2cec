/** Why a pattern is refused, and where: an offset into it, null when it is the whole. */
export class PatternRefused extends Error {
  override readonly name = 'PatternRefused'
  readonly at: number | null
  constructor(reason: string, at: number | null) {
    super(reason)
    this.at = at
  }
}
