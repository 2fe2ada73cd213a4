import { failWith } from '../fail.ts';
import { run, type Tools } from '../tools.ts';

/** What an APK asks of a phone and offers to other apps, as the phone reads it. */
export interface ApkFacts {
  readonly packageId: string;
  readonly version: string;
  readonly minSdk: number;
  readonly targetSdk: number;
  readonly debuggable: boolean;
  readonly allowBackup: boolean;
  readonly permissions: readonly string[];
  readonly components: readonly Component[];
}

export interface Component {
  readonly kind: 'activity' | 'activity-alias' | 'service' | 'receiver' | 'provider';
  readonly name: string;
  /** Whether other apps may start it. */
  readonly exported: boolean;
  /** What they need for it. */
  readonly permission: string | undefined;
}

export function readApk(tools: Tools<'aapt2'>, apk: string): ApkFacts {
  return readManifestTree(run(tools.aapt2, ['dump', 'xmltree', apk, '--file', 'AndroidManifest.xml']));
}

/** @param tree as `aapt2 dump xmltree` prints it: an element or an attribute a line, attributes under their element */
export function readManifestTree(tree: string): ApkFacts {
  const elements = readElements(tree);
  const first = (name: string): Element => elements.find((element) => element.name === name) ?? failWith(`The manifest has no <${name}>.`);
  const manifest = first('manifest').attributes;
  const sdk = first('uses-sdk').attributes;
  const application = first('application').attributes;
  return {
    packageId: manifest['package'] ?? '',
    version: manifest['versionName'] ?? '',
    minSdk: Number(sdk['minSdkVersion']),
    targetSdk: Number(sdk['targetSdkVersion']),
    debuggable: application['debuggable'] === 'true',
    // Android's own default.
    allowBackup: application['allowBackup'] !== 'false',
    permissions: elements.filter(({ name }) => name.startsWith('uses-permission')).map(({ attributes }) => attributes['name'] ?? '').sort(),
    components: elements.flatMap(readComponent)
  };
}

function readComponent({ name: kind, attributes, children }: Element): Component[] {
  if (!isKind(kind)) return [];
  return [
    {
      kind,
      name: attributes['name'] ?? '',
      // Without the word, Android before 12 exports what has an intent filter.
      exported: attributes['exported'] === undefined ? children.includes('intent-filter') : attributes['exported'] === 'true',
      permission: attributes['permission']
    }
  ];
}

/** In order, each with its own attributes and the names of its direct children. */
function readElements(tree: string): Element[] {
  const elements: Element[] = [];
  const open: { depth: number; element: Element }[] = [];
  for (const line of tree.split('\n')) {
    const start = /^( *)E: (\S+)/.exec(line);
    if (start) {
      const depth = start[1]?.length ?? 0;
      const element = { name: start[2] ?? '', attributes: {}, children: [] };
      while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
      open.at(-1)?.element.children.push(element.name);
      open.push({ depth, element });
      elements.push(element);
    }
    const attribute = /^ *A: (?:\S*:)?(\w+)(?:\(0x[0-9a-f]+\))?=(?:"([^"]*)"|(\S+))/.exec(line);
    const element = open.at(-1)?.element;
    if (attribute && element) element.attributes[attribute[1] ?? ''] = attribute[2] ?? attribute[3] ?? '';
  }
  return elements;
}

function isKind(name: string): name is Component['kind'] {
  return ['activity', 'activity-alias', 'service', 'receiver', 'provider'].includes(name);
}

interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: string[];
}
