/// <reference lib="webworker" />
/**
 * The worker that holds what a phone knows of alerts: keys and opened alerts are in its memory alone, and gone when it is ended. It does
 * what `domain/replica-message.ts` names, and nothing else; the one who may ask is the page that made it.
 */
import type { FromReplica, ToReplica } from '../domain/replica-message.ts';
import { Replica, type ReplicaWork } from './replica.ts';
import { faultOf } from './stop.ts';

declare const self: DedicatedWorkerGlobalScope;

const tell = (message: FromReplica): void => self.postMessage(message);
const replica: ReplicaWork = new Replica(tell);

self.onmessage = ({ data: { id, verb, given } }: MessageEvent<ToReplica>) => {
  void (replica[verb] as (...given: unknown[]) => Promise<unknown>)(...given).then(
    (answer) => tell({ id, answer }),
    (error: unknown) => {
      tell({ id, fault: faultOf(error) ?? 'storage-broken' });
      // A fault of ours: also where faults are looked for.
      if (!faultOf(error)) throw error;
    }
  );
};
