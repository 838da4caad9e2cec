// What all servers of the bench answer where they answer themselves: as long as a key authorization.

export const BODY = 'b'.repeat(87)
export const HEADERS = { 'content-type': 'application/octet-stream', 'content-length': String(BODY.length) }
