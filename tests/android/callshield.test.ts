import { spawn, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { made, moduleFolder } from '../../android-twa/folders.ts';
import { missingTools } from '../../android-twa/tools.ts';
import { newAlert, newAlertId } from '../support/alerts.ts';
import { reasonToSkip, say, unreachable } from '../support/android.ts';
import { withOwnServer } from '../support/own-server.ts';

/** Of Maven's own, so that whoever works on the module meanwhile is not disturbed. */
const target = join(made, 'callshield');

describe.skipIf(reasonToSkip('the tests of the module that warns of callers', ['java', 'javac', 'mvn']) !== undefined)('the module that warns of callers', () => {
  let folder: string;
  let report: Report;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'jasmine-probes-'));
    rmSync(join(target, 'surefire-reports'), { recursive: true, force: true });
    const written = spawnSync(process.execPath, ['tests/callshield/write-probes.ts', folder], { encoding: 'utf8' });
    if (written.status !== 0) throw new Error(written.stderr);
    report = runMaven(folder);
    if (report.unreachable === undefined) console.warn(report.figures.join('\n'));
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('passes its own tests, in Java', (context) => {
    if (report.unreachable !== undefined) return context.skip(say('the tests of the module that warns of callers', report.unreachable));
    expect(report.failed, report.output).toEqual([]);
    expect(report.status, report.output).toBe(0);
    expect(report.passed.length).toBeGreaterThan(50);
  });

  test('agrees with TypeScript about every probe and every number', (context) => {
    if (report.unreachable !== undefined) return context.skip(report.unreachable);
    expect(report.skipped.filter((name) => name.includes('Probes'))).toEqual([]);
    expect(report.figures.join('\n')).toContain('1000000 probes agree');
    expect(report.figures.join('\n')).toContain('90000 numbers are read alike');
  });

  test.skipIf(missingTools(['aapt2']).length > 0)('is driven as Android drives it, on Android 11 and 14', (context) => {
    if (report.unreachable !== undefined) return context.skip(report.unreachable);
    const shell = report.passed.filter((name) => name.includes('ShellTest'));
    expect(shell.length).toBeGreaterThan(10);
    // Robolectric puts the API behind a test's name, but for the newest.
    const older = shell.filter((name) => name.endsWith('[30]')).map((name) => name.replace('[30]', ''));
    expect(older.length).toBeGreaterThan(5);
    expect(older.filter((name) => !shell.includes(name))).toEqual([]);
  });

  test.skipIf(missingTools(['aapt2']).length > 0)('links with the real server, downloads, warns, and forgets when the member ends it', async (context) => {
    if (report.unreachable !== undefined) return context.skip(report.unreachable);
    await withOwnServer(async (server) => {
      const { store } = server.context.alerts;
      await store.publish(newAlertId(), newAlert({ level: 'very-dangerous', identifiers: [{ kind: 'phone', value: '+33612345678' }] }), 'report');
      await store.publish(newAlertId(), newAlert({ level: 'risky', identifiers: [{ kind: 'phone', value: '+262692123456' }] }), 'report');
      await server.context.filter.builder.build();
      const { client } = await server.signedIn('member');
      const phone = startPhone(server.origin);
      const challenge = await phone.says();
      expect(await phone.says()).toBe('REFUSED');
      const grant = await client.post('/api/callshield/grants', { challenge });
      phone.hears(String(grant.body['code']).toLowerCase().replace('-', ' '));
      expect(await phone.says()).toMatch(/^LINKED \d{13} 1$/);
      expect(await phone.says()).toBe('FRESH UNCHANGED');
      for (const [number, level] of [['06 12 34 56 78', 'VERY_DANGEROUS'], ['0692 12 34 56', 'RISKY'], ['0699999999', 'null'], ['3117', 'null']] as const) {
        phone.hears(number);
        expect(await phone.says(), number).toBe(level);
      }
      const { devices } = (await client.get('/api/callshield/devices')).body as unknown as { devices: { id: string }[] };
      expect((await client.ask('DELETE', `/api/callshield/devices/${devices[0]?.id ?? ''}`)).status).toBe(204);
      phone.hears('');
      expect(await phone.says()).toBe('DROP_EVERYTHING');
    });
  });
});

/** `PhoneProgram.java`, which Maven has compiled: a line each. */
function startPhone(origin: string): { says(): Promise<string>; hears(line: string): void } {
  const classes = ['classes', 'test-classes'].map((folder) => join(target, folder)).join(':');
  const program = spawn('java', ['-cp', classes, 'app.jasmine.callshield.PhoneProgram', origin, String(Math.floor(Date.now() / 1000))], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  return {
    says: async () => String((await lines.next()).value),
    hears: (line) => void program.stdin.write(`${line}\n`)
  };
}

/** From what Maven has, else with the network, else not at all. */
function runMaven(folder: string): Report {
  for (const [reach, lacks] of [
    [['-o'], /offline mode|has not been downloaded from it before|Could not (?:find|resolve)/],
    [[], unreachable]
  ] as const) {
    const { status, stdout, stderr } = spawnSync('mvn', ['-B', '-ntp', ...reach, 'test', `-Dcallshield.probes=${folder}`, `-Dcallshield.target=${target}`], {
      encoding: 'utf8',
      cwd: moduleFolder,
      maxBuffer: 256 * 1024 * 1024
    });
    const output = stdout + stderr;
    if (status !== 0 && lacks.test(output)) continue;
    return { ...readReports(), status, output: output.slice(-20_000), figures: output.split('\n').filter((line) => line.startsWith('caller filter: ')), unreachable: undefined };
  }
  return { ...nothing, unreachable: 'Maven cannot reach what it fetches from' };
}

/** What surefire writes: a file a class, an element a test. */
function readReports(): Pick<Report, 'passed' | 'failed' | 'skipped'> {
  const cases = globSync(`${target}/surefire-reports/TEST-*.xml`).flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(/<testcase name="([^"]*)" classname="([^"]*)"[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g)
  ]);
  const named = cases.map(([, name = '', of = '', inside = '']) => ({ name: `${of}.${name}`, inside }));
  const those = (kind: RegExp): string[] => named.filter(({ inside }) => kind.test(inside)).map(({ name }) => name);
  return {
    failed: those(/<(failure|error)\b/),
    skipped: those(/<skipped\b/),
    passed: named.filter(({ inside }) => !/<(failure|error|skipped)\b/.test(inside)).map(({ name }) => name)
  };
}

const nothing = { status: 0, output: '', passed: [], failed: [], skipped: [], figures: [] };

interface Report {
  readonly status: number | null;
  /** The end of what Maven printed. */
  readonly output: string;
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  /** What tests measured. */
  readonly figures: readonly string[];
  readonly unreachable: string | undefined;
}
