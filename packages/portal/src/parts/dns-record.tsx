import { Copy } from './copy.tsx'

export type Record = { readonly name: string; readonly type: string; readonly value: string }

/** A record as it is to be set, each part ready to be copied. */
export function DnsRecord({ record: { name, type, value } }: { readonly record: Record }) {
  const parts = [
    ['Name', name],
    ['Type', type],
    ['Value', value],
  ] as const
  return (
    <div className="record" role="group" aria-label={`DNS record ${name} ${type}`}>
      {parts.map(([label, text]) => (
        <div key={label} style={{ display: 'contents' }}>
          <span>{label}</span>
          <code>{text}</code>
          <Copy value={text} what={label.toLowerCase()} />
        </div>
      ))}
    </div>
  )
}
