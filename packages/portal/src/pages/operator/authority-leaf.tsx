import { Stack } from '@mantine/core'
import { AuthorityCard } from './authority-card.tsx'
import { BucketsCard } from './buckets-card.tsx'
import { BudgetCard } from './budget-card.tsx'
import { HoldsCard } from './holds-card.tsx'

/** The certificate authority: what it wants of us, what it leaves us, who waits, and what we hold back. */
export function AuthorityLeaf() {
  return (
    <Stack gap="lg">
      <AuthorityCard />
      <BudgetCard />
      <BucketsCard />
      <HoldsCard />
    </Stack>
  )
}
