import type { Fields } from '@pipe/records';
import type { OutputFields, OutputType, Unchanged } from './output-type.ts';
import type { Reads, Stage } from './types.ts';

/** A stage whatever it reads and makes. */
// biome-ignore lint/suspicious/noExplicitAny: stands for every stage; `Reads` and `OutputType` would refuse narrower ones.
export type AnyStage = Stage<any, any>;

type ReadsOf<S> = S extends { readonly reads?: infer R extends Reads } ? R : never;

type OutputOf<S> = S extends { readonly outputType?: infer O extends OutputType } ? O : Unchanged;

/** The fields that leave stage `S` when `F` enters it. */
export type After<F extends Fields, S> = OutputFields<OutputOf<S>, F>;

/** What is wrong with stage `S` behind fields `F`: a text for each field it cannot read, `never` when there is none. */
type Mismatch<F extends Fields, R extends Reads> = string extends keyof R
  ? never
  : string extends keyof F
    ? never
    : {
        [Name in keyof R & string]: Name extends keyof F
          ? F[Name] extends Fields[string] & { readonly kind: R[Name][number] }
            ? never
            : `the field '${Name}' is ${F[Name]['kind']}, and this stage reads ${R[Name][number]}`
          : `there is no field '${Name}' here`;
      }[keyof R & string];

type Fitting<F extends Fields, S> = [Mismatch<F, ReadsOf<S>>] extends [never]
  ? S
  : { readonly error: Mismatch<F, ReadsOf<S>> };

/** The stages as they must be to stand behind fields `F`, each after the one before it. */
export type Chain<F extends Fields, Stages extends readonly unknown[]> = Stages extends readonly [
  infer S,
  ...infer Rest,
]
  ? [Fitting<F, S>, ...Chain<After<F, S>, Rest>]
  : [];

/** The fields that leave the last of the stages. */
export type ChainOutput<F extends Fields, Stages extends readonly unknown[]> = Stages extends readonly [
  infer S,
  ...infer Rest,
]
  ? ChainOutput<After<F, S>, Rest>
  : F;
