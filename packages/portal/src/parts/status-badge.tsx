import { SIGNS, toneOf } from '../words.ts'

/** How a certificate stands, in its word, a colour and a sign. */
export function StatusBadge({ label }: { readonly label: string }) {
  const tone = toneOf(label)
  return (
    <span className="badge" data-tone={tone}>
      <span aria-hidden="true">{SIGNS[tone]}</span>
      <span>{label}</span>
    </span>
  )
}
