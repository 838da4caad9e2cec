import { Text } from '@mantine/core'

/** Whose something is: by name, with the id by which calls know them. */
export function ClientName({ id, name }: { readonly id: number | null; readonly name: string | null }) {
  if (id === null) return '–'
  return (
    <>
      {name ?? 'gone'}{' '}
      <Text size="xs" c="dimmed" component="span">
        {id}
      </Text>
    </>
  )
}
