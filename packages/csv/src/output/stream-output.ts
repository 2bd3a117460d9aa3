import type { ByteOutput } from './byte-output.ts';

/** A stream of bytes, which is closed when everything has been written, and aborted when that will never be. */
export function streamOutput(stream: WritableStream<Uint8Array>): ByteOutput {
  const writer = stream.getWriter();
  let written = Promise.resolve();
  return {
    async write(bytes) {
      await writer.ready;
      written = writer.write(bytes);
      // The next `ready` rejects as well, and so does the flush.
      written.catch(() => {});
    },
    flush: () => written,
    publish: () => writer.close(),
    abandon: (reason) => writer.abort(reason),
  };
}
