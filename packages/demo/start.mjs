// Plain JavaScript, so that an unsupported machine gets a sentence and not a syntax error.

const major = Number(process.versions.node.split('.')[0])
if (process.platform === 'win32') {
  console.error('wellknown runs on Linux and macOS; on Windows, use it inside WSL.')
  process.exitCode = 1
} else if (major < 24) {
  console.error(
    `wellknown needs Node 24 here: it ships one for Linux on x64 and arm64, and ${process.platform} on ${process.arch} has only ${process.version}.`,
  )
  process.exitCode = 1
} else {
  await import('./src/main.ts')
}
