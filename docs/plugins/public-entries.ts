import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Application, Comment, CommentTag, Converter, type DeclarationReflection } from 'typedoc';
import { ReflectionKind } from 'typedoc/models';

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, { readonly '@pipe/source': string }>>;
}

/**
 * Documents each package by its `exports`, so that a new subpath needs no word here.
 *
 * The main entry becomes the package's own page, a subpath a module in it with the name it is imported by and a summary.
 */
export function load(application: Application): void {
  const { options, converter } = application;
  options.addReader({
    name: 'public-entries',
    order: 1000,
    supportsPackages: true,
    read(packageOptions) {
      const directory = packageOptions.packageDir;
      if (directory === undefined) return;
      const entries = Object.values(readManifest(directory).exports);
      const sources = entries.map((conditions) => conditions['@pipe/source']);
      packageOptions.setValue('entryPoints', sources, directory);
    },
  });
  converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    const directory = context.converter.application.options.packageDir;
    if (directory !== undefined && reflection.kindOf(ReflectionKind.Module)) {
      placeEntry(reflection, readManifest(directory));
      if (!reflection.hasComment()) {
        application.logger.warn(
          `${reflection.name} needs a summary: a comment with @packageDocumentation in its file`,
        );
      }
    }
  });
}

function placeEntry(module: DeclarationReflection, manifest: Manifest): void {
  const subpath = subpathOf(module, manifest);
  if (subpath === '.') {
    module.comment ??= new Comment();
    module.comment.blockTags.push(new CommentTag('@mergeModuleWith', [{ kind: 'text', text: '<project>' }]));
  } else {
    module.name = join(manifest.name, subpath);
  }
}

/** TypeDoc calls a module by the path of its file, less the extension and the folders that all entries share. */
function subpathOf({ name }: DeclarationReflection, { exports }: Manifest): string {
  const found = Object.entries(exports).find(([, { '@pipe/source': file }]) => file.endsWith(`/${name}.ts`));
  if (found === undefined) throw new Error(`No entry of ${Object.keys(exports)} is made from ${name}.ts.`);
  return found[0];
}

function readManifest(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
}
