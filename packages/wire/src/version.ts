/** The version both sides name in every document and receipt. Raised when an old reader would misread a new document. */
export const WIRE = 1
