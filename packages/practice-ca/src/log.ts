// What the CA tells whoever started it, as it happens. No line holds a key or a key authorization.

export type LogLine = Readonly<Record<string, unknown>> & { readonly event: string }
export type Log = (line: LogLine) => void
