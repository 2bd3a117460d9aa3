import { Transform } from 'node:stream';

/** A transform in object mode that gives the result of the step, or nothing where that is undefined. */
export function transform<In, Out>(step: (record: In) => Out | undefined): Transform {
  return new Transform({
    objectMode: true,
    transform(record: In, _encoding, done) {
      const result = step(record);
      if (result === undefined) done();
      else done(null, result);
    },
  });
}
