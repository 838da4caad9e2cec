// What a resource had before: its certificates, and how each series of attempts went.

import type * as row from './records.ts'

type Cut = { readonly oldestFirst: boolean; readonly limit: number; readonly offset: number }

export type Past = {
  /** Certificates that were issued for a resource, also those whose key is destroyed. */
  certificatesOf(
    resource: row.ResourceId,
    cut: Cut,
  ): Promise<{ readonly count: number; readonly found: readonly row.Certificate[] }>
  processesOf(
    resource: row.ResourceId,
    cut: Cut,
  ): Promise<{ readonly count: number; readonly found: readonly row.IssueProcess[] }>
}
