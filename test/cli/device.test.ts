// `--device` where no GPU works: a named one fails, `auto` falls back, and `cad doctor` says the same.

import { expect, test } from 'vitest';
import { temporaryRepository } from '../git/repository.js';
import { cad, TINY_MODEL } from './cad.js';

interface Finding {
  readonly name: string;
  readonly found: string;
  readonly status?: number;
}

// No driver is found, whatever this machine has.
const env = { VK_DRIVER_FILES: '/dev/null', VK_ICD_FILENAMES: '/dev/null' };
const MODEL = ['--model', TINY_MODEL, '--threads', '1'];
const FIX = ['fix', 'a.ts', 'x', '--dry-run', '--max-tokens', '5', ...MODEL];
const onLinux = test.runIf(process.platform === 'linux');

const repository = () => temporaryRepository({ 'a.ts': 'let a = 1;\n' }).top;

onLinux('a device that cannot be used is status 4, and one sentence', async () => {
  const cwd = repository();
  const webgpu = await cad([...FIX, '--device', 'webgpu'], { cwd, env });
  expect([webgpu.status, webgpu.stdout]).toEqual([4, '']);
  expect(webgpu.stderr).toMatch(
    /^Error: The device `webgpu` cannot be used: no Vulkan driver\.\nHint: .+ works everywhere\.\n$/,
  );
  const dml = await cad(FIX, { cwd, env: { ...env, CAD_DEVICE: 'dml' } });
  expect(dml.status).toBe(4);
  expect(dml.stderr).toMatch(/^Error: The device `dml` .+ none on linux-\w+\.\nHint: .+\n$/);
});

test('a device that there is not is status 2', async () => {
  const cwd = repository();
  const { status, stderr } = await cad([...FIX, '--device', 'abacus'], { cwd });
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^Error: `--device` must be `auto`, `cpu`, .+ or `coreml`, got `abacus`\.\n$/,
  );
});

onLinux('`auto` falls back to the CPU with one line', async () => {
  const cwd = repository();
  const cpu = await cad([...FIX, '--device', 'cpu'], { cwd, env });
  const auto = await cad([...FIX, '--device', 'auto'], { cwd, env });
  const stderr = `Warning: No GPU is faster here: the CPU is used.\n${cpu.stderr}`;
  expect(auto).toEqual({ ...cpu, stderr });
});

onLinux('`cad doctor` says what the device would do', async () => {
  const cwd = repository();
  const doctor = async (device: string) => {
    const run = await cad(['doctor', '--json', '--device', device, ...MODEL], { cwd, env });
    const { status, findings }: { status: number; findings: Finding[] } = JSON.parse(run.stdout);
    return { status, of: (name: string) => findings.find((finding) => finding.name === name)! };
  };
  const webgpu = await doctor('webgpu');
  expect(webgpu.status).toBe(4);
  expect(webgpu.of('webgpu')).toMatchObject({ found: 'no Vulkan driver', status: 4 });
  const dml = await doctor('dml');
  expect([dml.status, dml.of('dml').status]).toEqual([4, 4]);
  const auto = await doctor('auto');
  expect(auto.status).toBe(0);
  expect(auto.of('model').found).toMatch(/ on cpu, lossless$/);
});
