import { Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, demand } from '../api/client.ts'
import { asFault, faultOf } from '../api/fault.ts'
import { FaultNote } from '../parts/fault-note.tsx'
import { ActButton } from '../parts/guarded.tsx'

const FIELDS = ['name', 'sslCertificate', 'sslPrivateKey']

/** Takes a chain and its key: for a new certificate, or in the place of the one `replacing`. */
export function CertificateForm({
  replacing = null,
  onDone,
}: {
  readonly replacing?: number | null
  readonly onDone?: () => void
}) {
  const [name, setName] = useState('')
  const [chain, setChain] = useState('')
  const [key, setKey] = useState('')
  const queries = useQueryClient()
  const saving = useMutation({
    mutationFn: async () => {
      const pair = { sslCertificate: chain, sslPrivateKey: key }
      await (replacing === null
        ? demand(api.POST('/cdn/sslData', { body: { name, ...pair } }))
        : demand(api.PATCH('/cdn/sslData/{id}', { params: { path: { id: replacing } }, body: pair })))
    },
    onSuccess: async () => {
      for (const empty of [setName, setChain, setKey]) empty('')
      onDone?.()
      await queries.invalidateQueries()
    },
  })
  const fault = saving.error && asFault(saving.error)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack maw={680}>
        {replacing === null && (
          <TextInput
            label="Name"
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            error={faultOf(fault, 'name')}
            required
          />
        )}
        <Textarea
          label="Certificate"
          description="PEM: the certificate first, then its chain"
          autosize
          minRows={4}
          maxRows={12}
          value={chain}
          onChange={({ currentTarget }) => setChain(currentTarget.value)}
          error={faultOf(fault, 'sslCertificate')}
          spellCheck={false}
          required
        />
        <Textarea
          label="Private key"
          autosize
          minRows={4}
          maxRows={12}
          spellCheck={false}
          description="PEM. It is kept sealed, is shown to nobody, and leaves us only to the edges, sealed again"
          value={key}
          onChange={({ currentTarget }) => setKey(currentTarget.value)}
          error={faultOf(fault, 'sslPrivateKey')}
          autoComplete="off"
          required
        />
        {fault && !Object.keys(fault.fields).some((field) => FIELDS.includes(field)) && (
          <FaultNote error={fault} />
        )}
        <Group>
          <ActButton type="submit" loading={saving.isPending}>
            {replacing === null ? 'Upload certificate' : 'Replace certificate'}
          </ActButton>
        </Group>
      </Stack>
    </form>
  )
}
