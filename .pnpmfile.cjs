// The reader at /docs is one file that holds all it needs; the packages it was built of need not be installed beside it.

module.exports = {
  hooks: {
    readPackage: (manifest) =>
      manifest.name === '@scalar/api-reference' ? { ...manifest, dependencies: {} } : manifest,
  },
}
