import {openStage, parseCells} from './run.js';
import {withPage} from './visit.js';
export async function main() {
  const cells = parseCells('50@1x,500@1x');
  const stage = await openStage({counts: new Set([50, 500]), names: ['rest']});
  const page = stage.pages.find((p) => p.name === 'rest')!;
  const tables: Map<string, [number, number]>[] = [];
  for (const cell of cells) {
    const thread = stage.threads.get(cell.count)!;
    for (let round = 0; round < 2; round++)
    await withPage({...stage, page, thread, condition: cell.condition}, async ({device, open}) => {
      await open();
      if (round === 0) return;
      await device.send('HeapProfiler.collectGarbage');
      await device.send('HeapProfiler.collectGarbage');
      let text = '';
      device.on('HeapProfiler.addHeapSnapshotChunk', ({chunk}: any) => { text += chunk; });
      await device.send('HeapProfiler.takeHeapSnapshot', {reportProgress: false});
      const s = JSON.parse(text);
      const f = s.snapshot.meta.node_fields as string[];
      const types = s.snapshot.meta.node_types[0] as string[];
      const [t, n, z] = ['type', 'name', 'self_size'].map((x) => f.indexOf(x)) as [number, number, number];
      const map = new Map<string, [number, number]>();
      let total = 0;
      for (let i = 0; i < s.nodes.length; i += f.length) {
        const type = types[s.nodes[i + t]]!;
        let name = s.strings[s.nodes[i + n]] as string;
        if (type === 'string' || type === 'concatenated string' || type === 'sliced string') name = '';
        if (type === 'code') name = name.slice(0, 30);
        const key = `${type} ${name.slice(0, 60)}`;
        const e = map.get(key) ?? [0, 0];
        e[0] += s.nodes[i + z]; e[1]++;
        total += s.nodes[i + z];
        map.set(key, e);
      }
      map.set('TOTAL', [total, 0]);
      tables.push(map);
    });
  }
  const [a, b] = tables as [Map<string, [number, number]>, Map<string, [number, number]>];
  const rows = [...b].map(([k, [size, count]]) => [k, (size - (a.get(k)?.[0] ?? 0)) / 450, (count - (a.get(k)?.[1] ?? 0)) / 450, a.get(k)?.[0] ?? 0] as const).sort((x, y) => y[1] - x[1]);
  for (const [k, d, c, base] of rows.slice(0, 45)) console.log(d.toFixed(0).padStart(6), c.toFixed(2).padStart(7), String(base).padStart(9), k);
  await stage.close();
}
