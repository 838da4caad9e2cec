/** WebCrypto's key, under the one name that Node's, workerd's and the browser's types all agree on. */
export type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>
