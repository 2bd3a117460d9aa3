import { basename, dirname } from 'node:path';
import { Application, Comment, CommentTag, type DocumentReflection } from 'typedoc';

/** Sorts the site into Guides, Packages and Decisions, and calls each Markdown file what its first heading says. */
export function load(application: Application): void {
  application.on(
    Application.EVENT_PROJECT_REVIVE,
    (project) => {
      for (const module of project.children ?? []) {
        module.comment ??= new Comment();
        module.comment.blockTags.push(new CommentTag('@group', [{ kind: 'text', text: 'Packages' }]));
      }
      for (const document of project.documents ?? []) {
        const path = project.files.getReflectionPath(document) ?? '';
        document.frontmatter.group = capitalised(basename(dirname(path)));
        document.name = firstHeading(document);
      }
    },
    1000,
  );
}

function firstHeading({ content, name }: DocumentReflection): string {
  const text = content.map((part) => part.text).join('');
  return /^# (.+)$/m.exec(text)?.[1] ?? name;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
