import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'

/** Copies `value`; says so to whoever listens. */
export function Copy({ value, what }: { readonly value: string; readonly what: string }) {
  return (
    <CopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : `Copy ${what}`}>
          <ActionIcon
            variant="subtle"
            onClick={copy}
            aria-label={copied ? `${what} copied` : `Copy ${what}`}
            size="sm"
          >
            <svg
              width="15"
              height="15"
              viewBox="0 0 16 16"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
              aria-hidden="true"
            >
              {copied ? <path d="m3 8.5 3.2 3.2L13 5" /> : <path d="M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z" />}
            </svg>
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
