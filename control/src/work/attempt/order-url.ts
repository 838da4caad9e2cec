import type { Attempt } from '../../store/records.ts'

/** The order of an attempt beyond its first step. */
export function orderUrlOf({ id, orderUrl }: Attempt): string {
  if (orderUrl === null) throw new Error(`Attempt ${id} has no order.`)
  return orderUrl
}
