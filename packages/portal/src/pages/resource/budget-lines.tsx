import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { budget } from '../../api/queries.ts'
import { Time } from '../../parts/time.tsx'

const WORDS: Readonly<Record<string, (about: string) => string>> = {
  orders: () => 'New orders of this CDN',
  domain: (about) => `Certificates for ${about}`,
  set: (about) => `Certificates for exactly ${about}`,
  failures: (about) => `Failed checks of ${about}`,
}

/** What is left of the CA's limits for a name. */
export function BudgetLines({ name }: { readonly name: string }) {
  const { data } = useQuery(budget(name))
  if (!data || data.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        What it costs at the certificate authority
      </Text>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">Limit</th>
            <th scope="col">Left</th>
          </tr>
        </thead>
        <tbody>
          {data.map(({ limit, about, left, count, next_free: free }) => (
            <tr key={limit}>
              <td>{(WORDS[limit] ?? (() => limit))(about)}</td>
              <td>
                {left} of {count}
                {left === 0 && (
                  <>
                    , next <Time at={free} how="distance" />
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
