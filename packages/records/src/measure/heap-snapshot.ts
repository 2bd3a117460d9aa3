import type { Size } from './size-of.ts';

/** V8's heap snapshot: nodes and edges as flat arrays of numbers, whose meaning `meta` says. */
export interface SnapshotJson {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly edge_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
      readonly edge_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

interface Edge {
  readonly type: string;
  readonly name: string | undefined;
  readonly to: number;
}

/** What an object shares with others of its kind, or knows without keeping it. */
const notOwn = new Set(['map', '__proto__', 'constructor']);
const notKept = new Set(['weak', 'shortcut']);

/** Looks up objects in a heap snapshot and what they refer to. */
export class HeapSnapshot {
  readonly #json: SnapshotJson;
  readonly #nodeWidth: number;
  readonly #edgeWidth: number;
  /** For each node, the number of its first edge. */
  readonly #firstEdge: Uint32Array;

  constructor(json: SnapshotJson) {
    const { node_fields, edge_fields } = json.snapshot.meta;
    this.#json = json;
    this.#nodeWidth = node_fields.length;
    this.#edgeWidth = edge_fields.length;
    const nodes = json.nodes.length / this.#nodeWidth;
    this.#firstEdge = new Uint32Array(nodes + 1);
    for (let node = 0; node < nodes; node++) {
      this.#firstEdge[node + 1] = this.#firstEdge[node] + this.#value(node * this.#nodeWidth, 'edge_count');
    }
  }

  /** The first thing that an object of a class refers to, as its place among the nodes. */
  firstReference(className: string): number | undefined {
    for (let node = 0; node < this.#json.nodes.length; node += this.#nodeWidth) {
      const isObject =
        this.#typeOf(node) === 'object' && this.#json.strings[this.#value(node, 'name')] === className;
      const found = isObject ? this.#edges(node).find((edge) => !notOwn.has(edge.name ?? '')) : undefined;
      if (found !== undefined) return found.to;
    }
    return undefined;
  }

  sizeOf(start: number | undefined): Size {
    if (start === undefined) return { shell: 0, deep: 0 };
    const seen = new Set([start]);
    let deep = 0;
    for (const node of seen) {
      deep += this.#value(node, 'self_size');
      // A function's code and surroundings are the program's, not the value's.
      if (this.#typeOf(node) === 'closure') continue;
      for (const { type, name, to } of this.#edges(node)) {
        if (!notKept.has(type) && !notOwn.has(name ?? '')) seen.add(to);
      }
    }
    return { shell: this.#value(start, 'self_size'), deep };
  }

  #edges(node: number): Edge[] {
    const { edges, strings, snapshot } = this.#json;
    const types = snapshot.meta.edge_types[0];
    const first = this.#firstEdge[node / this.#nodeWidth];
    const behind = this.#firstEdge[node / this.#nodeWidth + 1];
    return Array.from({ length: behind - first }, (_, index) => {
      const [type, name, to] = edges.slice(
        (first + index) * this.#edgeWidth,
        (first + index + 1) * this.#edgeWidth,
      );
      const isNumbered = types[type] === 'element' || types[type] === 'hidden';
      return { type: types[type], name: isNumbered ? undefined : strings[name], to };
    });
  }

  #typeOf(node: number): string {
    return this.#json.snapshot.meta.node_types[0][this.#value(node, 'type')];
  }

  #value(node: number, field: string): number {
    return this.#json.nodes[node + this.#json.snapshot.meta.node_fields.indexOf(field)];
  }
}
