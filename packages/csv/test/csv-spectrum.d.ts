declare module 'csv-spectrum' {
  export interface Sample {
    readonly name: string;
    readonly csv: Buffer;
    readonly json: Buffer;
  }
  export default function spectrum(callback: (error: unknown, samples: readonly Sample[]) => void): void;
}
