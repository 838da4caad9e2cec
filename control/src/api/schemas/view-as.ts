// By which an operator reads as a client.

export const VIEW_AS = 'X-Wellknown-As-Client'

/** What every GET below /cdn/ may carry. */
export const VIEW_AS_PARAMETER = {
  name: VIEW_AS,
  in: 'header' as const,
  required: false,
  description:
    'For tokens of the role operator: the id of a client, as whom the call reads. What it answers is what that client’s read token ' +
    'would be answered. The view is noted in the client’s history (`viewed`) before it is answered, each resource once in a ' +
    'quarter of an hour.',
  schema: { type: 'integer' as const },
}
