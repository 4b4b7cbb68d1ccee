// The manifests: whole, careful, and what they run does what the page says.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Folder, type Ran, type Simulator, simulate, temporaryFolder } from '../support/program.js';
import { configMapIn, NOBODY, openFolder, programIn, runContainer, volume } from './container.js';
import { ROOT } from './stage.js';

const FOLDER = join(ROOT, 'pipelines', 'kubernetes');
const read = (name: string): unknown => parse(readFileSync(join(FOLDER, name), 'utf8'));

const reference = z.strictObject({ name: z.string() });
const podFile = z.strictObject({
  restartPolicy: z.literal('Never'),
  terminationGracePeriodSeconds: z.number().optional(),
  automountServiceAccountToken: z.literal(false),
  securityContext: z.strictObject({
    runAsNonRoot: z.literal(true),
    runAsUser: z.literal(NOBODY),
    runAsGroup: z.literal(NOBODY),
    fsGroup: z.literal(NOBODY),
    seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
  }),
  containers: z.tuple([
    z.strictObject({
      name: z.string(),
      image: z.string().regex(/^your-registry\/cutover:\d+\.\d+\.\d+$/),
      args: z.array(z.string()),
      envFrom: z.tuple([z.strictObject({ secretRef: reference })]),
      securityContext: z.strictObject({
        allowPrivilegeEscalation: z.literal(false),
        readOnlyRootFilesystem: z.literal(true),
        capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
      }),
      resources: z.strictObject({
        requests: z.strictObject({ cpu: z.string(), memory: z.string() }),
        limits: z.strictObject({ memory: z.string() }),
      }),
      volumeMounts: z.array(
        z.strictObject({
          name: z.string(),
          mountPath: z.string().startsWith('/'),
          readOnly: z.boolean().optional(),
        }),
      ),
    }),
  ]),
  volumes: z.array(
    z.strictObject({
      name: z.string(),
      configMap: reference.optional(),
      persistentVolumeClaim: z.strictObject({ claimName: z.string() }).optional(),
    }),
  ),
});
const labels = z.strictObject({ 'app.kubernetes.io/name': z.literal('cutover') });
const jobSpec = z.strictObject({
  backoffLimit: z.literal(0),
  activeDeadlineSeconds: z.number(),
  template: z.strictObject({ metadata: z.strictObject({ labels }), spec: podFile }),
});
const named = z.strictObject({ name: z.string(), labels });
const cronJob = z
  .strictObject({
    apiVersion: z.literal('batch/v1'),
    kind: z.literal('CronJob'),
    metadata: named,
    spec: z.strictObject({
      schedule: z.string().regex(/^(?:[\d*/,-]+ ){4}[\d*/,-]+$/),
      timeZone: z.string(),
      concurrencyPolicy: z.literal('Forbid'),
      startingDeadlineSeconds: z.number(),
      successfulJobsHistoryLimit: z.number(),
      failedJobsHistoryLimit: z.number(),
      jobTemplate: z.strictObject({ spec: jobSpec }),
    }),
  })
  .parse(read('cronjob.yaml'));
const job = z
  .strictObject({
    apiVersion: z.literal('batch/v1'),
    kind: z.literal('Job'),
    metadata: z.strictObject({ generateName: z.string().endsWith('-'), labels }),
    spec: jobSpec,
  })
  .parse(read('apply.yaml'));
const configMap = z
  .strictObject({
    apiVersion: z.literal('v1'),
    kind: z.literal('ConfigMap'),
    metadata: named,
    data: z.record(z.string(), z.string()),
  })
  .parse(read('configmap.yaml'));
const secret = z
  .strictObject({
    apiVersion: z.literal('v1'),
    kind: z.literal('Secret'),
    metadata: named,
    type: z.literal('Opaque'),
    stringData: z.record(z.string(), z.string()),
  })
  .parse(read('secret.yaml'));
const claim = z
  .strictObject({
    apiVersion: z.literal('v1'),
    kind: z.literal('PersistentVolumeClaim'),
    metadata: named,
    spec: z.strictObject({
      accessModes: z.tuple([z.literal('ReadWriteOnce')]),
      resources: z.strictObject({ requests: z.strictObject({ storage: z.string() }) }),
    }),
  })
  .parse(read('volume.yaml'));
const PODS = { drift: cronJob.spec.jobTemplate.spec.template.spec, apply: job.spec.template.spec };

describe('the manifests', () => {
  it('are all there, and applied together but for the secret and the job', () => {
    const kustomization = read('kustomization.yaml');
    expect(kustomization).toMatchObject({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
    });
    const { resources } = kustomization as { resources: string[] };
    expect([...resources, 'secret.yaml', 'apply.yaml', 'kustomization.yaml'].sort()).toEqual(
      readdirSync(FOLDER).sort(),
    );
  });

  it.each(Object.entries(PODS))('lead to one another by name: %s', (_, pod) => {
    const [container] = pod.containers;
    expect(container.envFrom[0].secretRef.name).toBe(secret.metadata.name);
    const volumes = new Map(pod.volumes.map((one) => [one.name, one]));
    expect(container.volumeMounts.map(({ name }) => name).sort()).toEqual([...volumes.keys()].sort());
    expect(volumes.get('centers')?.configMap?.name).toBe(configMap.metadata.name);
    expect(volumes.get('state')?.persistentVolumeClaim?.claimName).toBe(claim.metadata.name);
  });

  it('hold no credential', () => {
    const { UDESK_BASE_URL: _, ...rest } = secret.stringData;
    expect(new Set(Object.values(rest))).toEqual(new Set(['fill-in']));
  });
});

describe('what they run', { timeout: 60_000 }, () => {
  let folder: Folder;
  let simulator: Simulator;
  let program: readonly string[];
  const folders: Record<string, string> = {};
  beforeAll(async () => {
    folder = temporaryFolder();
    openFolder(folder.path);
    program = programIn(openFolder(join(folder.path, 'opt')));
    folders.centers = configMapIn(join(folder.path, 'centers'), configMap.data);
    folders.state = volume(join(folder.path, 'state'));
    simulator = await simulate('udesk');
  });
  afterAll(async () => {
    await simulator.stop();
    folder.remove();
  });

  const start = (what: keyof typeof PODS): Promise<Ran> => {
    const [container] = PODS[what].containers;
    const mounts = container.volumeMounts.map(({ name, mountPath }) => [mountPath, folders[name] ?? '']);
    return runContainer({
      program,
      args: container.args,
      cwd: openFolder(join(folder.path, 'root')),
      // The form of the secret, filled in.
      env: Object.fromEntries(
        Object.keys(secret.stringData).map((name) => [name, simulator.env[name] ?? '']),
      ),
      mounts: Object.fromEntries(mounts) as Record<string, string>,
    });
  };

  it('sees drift, puts live in order, and sees none any more', async () => {
    expect(await start('drift')).toMatchObject({ code: 2, stdout: expect.stringContaining('Drift: ') });
    const applied = await start('apply');
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
    expect(readdirSync(folders.state ?? '')).toContain('acme-support.ledger.json');
    expect(await start('drift')).toMatchObject({ code: 0, stdout: expect.stringContaining('no drift') });
    expect(readdirSync(join(folder.path, 'root'))).toEqual([]);
  });
});
