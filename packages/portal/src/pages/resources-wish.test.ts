import { expect, test } from 'vitest'
import { readWish, writeWish } from './resources-wish.ts'

test('what a list was asked for stands in the address, and is read from it again', () => {
  const wish = { search: 'shop', label: 'Held', ordering: '-valid_until', page: 3 } as const
  expect(readWish(new URLSearchParams(writeWish(wish)))).toEqual(wish)
  const usual = { search: '', label: null, ordering: 'cname', page: 1 } as const
  expect(writeWish(usual)).toEqual({})
  expect(readWish(new URLSearchParams('certificate=nonsense&ordering=x&page=-2'))).toEqual(usual)
})
