import { basename, dirname } from 'node:path';
import {
  Application,
  Comment,
  CommentTag,
  DefaultTheme,
  type DocumentReflection,
  type NavigationElement,
  type ProjectReflection,
} from 'typedoc';

/** Sorts the site into guides, packages and decisions, and calls each Markdown file what its first heading says. */
export function load(application: Application): void {
  application.renderer.defineTheme('pipe', PipeTheme);
  application.on(
    Application.EVENT_PROJECT_REVIVE,
    (project) => {
      for (const module of project.children ?? []) {
        module.comment ??= new Comment();
        module.comment.blockTags.push(new CommentTag('@group', [{ kind: 'text', text: 'Packages' }]));
      }
      for (const document of project.documents ?? []) {
        const path = project.files.getReflectionPath(document) ?? '';
        document.frontmatter.group = basename(dirname(path)) === 'decisions' ? 'Decisions' : 'Guides';
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

/** The default theme, but for where the navigation has the subpaths of a package. */
class PipeTheme extends DefaultTheme {
  override buildNavigation(project: ProjectReflection): NavigationElement[] {
    return super.buildNavigation(project).map(withSubpathsFirst);
  }
}

/** Puts the modules of a package right below it, where they have room for their names, and not into a group. */
function withSubpathsFirst(element: NavigationElement): NavigationElement {
  const children = element.children?.map(withSubpathsFirst) ?? [];
  const modules = children.find(({ text, path }) => text === 'Modules' && path === undefined);
  if (modules === undefined) return children.length === 0 ? element : { ...element, children };
  return {
    ...element,
    children: [...(modules.children ?? []), ...children.filter((child) => child !== modules)],
  };
}
