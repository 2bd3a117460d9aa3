import { BufferStage } from '../buffer.ts';
import type { AnyStage } from '../chain-type.ts';
import type { Description, Line } from '../description.ts';
import { componentName, placeOf } from '../internal/component-name.ts';
import { instanceOf } from '../internal/instances.ts';
import type { Component } from '../types.ts';
import { Account } from './account.ts';
import { BufferNode } from './buffer-node.ts';
import { Chain, type ChainNode } from './chain.ts';
import { FanOut, type Way } from './fan-out.ts';
import type { Outlet } from './outlet.ts';
import { SinkNode } from './sink-node.ts';
import { SourceNode } from './source-node.ts';
import { StageNode } from './stage-node.ts';
import type { Surroundings } from './surroundings.ts';

/** A component of a run, and where it stands. */
export interface Part {
  readonly component: Component;
  readonly place: string;
}

/** The live parts of one run: components made for it, joined as the description says. */
export class Assembly {
  readonly sources: readonly SourceNode[];
  readonly stages: StageNode[] = [];
  readonly buffers: BufferNode[] = [];
  readonly sinks: SinkNode[] = [];
  readonly account = new Account();
  readonly chain: Chain;
  readonly #surroundings: Surroundings;
  readonly #names = new Map<string, number>();

  constructor(description: Description, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.sources = description.sources.map((source, index) => {
      const path = `sources[${index}]`;
      return new SourceNode(instanceOf(source), this.#unique(source, path), placeOf(path, source));
    });
    this.chain = this.#chain(description, '', this.account);
  }

  /** Everything that can be opened, in the order of opening: who receives comes before who sends. */
  get parts(): Part[] {
    return [
      ...this.sinks.map(({ sink, place }) => ({ component: sink, place })),
      ...this.stages.map(({ stage, place }) => ({ component: stage, place })),
      ...this.sources.map(({ source, place }) => ({ component: source, place })),
    ];
  }

  #chain(line: Line, path: string, account: Account): Chain {
    const nodes = line.stages.map((stage, index) =>
      this.#node(stage, `${path}stages[${index}]`, index, () => chain),
    );
    const chain: Chain = new Chain(
      nodes,
      this.#outlet(line, path, account),
      account,
      this.#surroundings.clock,
    );
    return chain;
  }

  #node(stage: AnyStage, path: string, index: number, chain: () => Chain): ChainNode {
    const place = placeOf(path, stage);
    if (stage instanceof BufferStage) {
      const node = new BufferNode(stage, place, this.#surroundings, (parcel) =>
        chain().push(parcel, index + 1),
      );
      this.buffers.push(node);
      return node;
    }
    const node = new StageNode(
      instanceOf(stage),
      this.#unique(stage, path),
      place,
      this.#surroundings,
      chain,
    );
    this.stages.push(node);
    return node;
  }

  #outlet(line: Line, path: string, account: Account): Outlet {
    const sinks = line.sinks.map((sink, index) => {
      const place = placeOf(`${path}sinks[${index}]`, sink);
      const node = new SinkNode(instanceOf(sink), place, this.#surroundings);
      this.sinks.push(node);
      return node;
    });
    const branches = Object.entries(line.branches);
    if (sinks.length === 1 && branches.length === 0) return sinks[0];
    const ways: Way[] = sinks.map((outlet) => ({ outlet, account: new Account() }));
    for (const [name, branch] of branches) {
      const inner = new Account();
      account.branches.set(name, inner);
      ways.push({ outlet: this.#chain(branch, `${path}branches.${name}.`, inner), account: inner });
    }
    return new FanOut(ways, this.#surroundings);
  }

  /** The component's name, numbered from the second of that name on; its path where it has none. */
  #unique(component: unknown, path: string): string {
    const name = componentName(component) || path;
    const count = (this.#names.get(name) ?? 0) + 1;
    this.#names.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  }
}
