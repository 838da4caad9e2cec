import { expect, test } from 'vitest'
import { weighAnew } from './rule-weights.ts'

const rule = (id: number, weight: number) => ({ id, weight })

test('two rules that change places take each other’s weight, and no other is touched', () => {
  expect(weighAnew([rule(2, 20), rule(1, 10), rule(3, 30)])).toEqual([rule(2, 10), rule(1, 20)])
})

test('where weights are equal they are made to rise, so that the order is the one asked for', () => {
  expect(weighAnew([rule(2, 1), rule(1, 1), rule(3, 1), rule(4, 9)])).toEqual([rule(1, 2), rule(3, 3)])
})

test('rules in their order already keep their weights', () => {
  expect(weighAnew([rule(1, 1), rule(2, 5)])).toEqual([])
})
