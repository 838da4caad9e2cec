// Every secret that the master key seals, wherever it lies.

export const SEALED = ['certificate', 'attempt', 'webhook-secret'] as const
export type SealedKind = (typeof SEALED)[number]

export type SealedKeys = {
  /** Up to `limit` secrets of one kind in the order of their ids, from the one after `after` on. */
  sealedKeys(
    kind: SealedKind,
    after: string,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly sealed: string }[]>
  /** False: it is no longer `from`, and nothing was written. */
  replaceSealedKey(kind: SealedKind, id: string, from: string, to: string): Promise<boolean>
}
