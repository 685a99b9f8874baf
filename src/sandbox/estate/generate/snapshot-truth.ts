import { CHECK } from './checks.ts';
import type { LineageRole } from './snapshot-lineages.ts';
import { KEEP_TAG } from './tags.ts';

export interface Planted {
  readonly checkId: string;
  readonly verdict: 'waste' | 'fine';
  readonly because: string;
}

/** What is known of a snapshot besides its role. */
export interface SnapshotFacts {
  readonly days: number;
}

const isOld = ({ days }: SnapshotFacts): boolean => days > 90;

/** What the three checks have to say of a snapshot. */
export function plantedBy(role: LineageRole, facts: SnapshotFacts): readonly Planted[] {
  const { old, orphaned, archive } = makers;
  const kept = (because: string): readonly Planted[] => [
    old.fine(because),
    orphaned.fine(because),
    ...(isOld(facts) ? [archive.fine(because)] : []),
  ];
  switch (role) {
    case 'single-old':
      return [old.waste('taken by hand more than 95 days ago, of a volume that is there'), archive.waste()];
    case 'policy-gone':
      return [old.waste('made by a lifecycle policy that was deleted since: nobody removes it'), archive.waste()];
    case 'retention-over':
      return [old.waste('older than its retention tag says'), archive.waste()];
    case 'untold':
      return [
        old.waste('taken more than 95 days ago; EC2 does not tell its full size'),
        archive.fine('alone, but its full size is not told, and no bill says what it stores'),
      ];
    case 'chain-old':
      if (!isOld(facts)) return [old.fine('the newest of its volume, less than 90 days old')];
      return [
        old.waste('taken by hand more than 95 days ago; newer ones of its volume are there'),
        archive.fine('newer snapshots of its volume build on it'),
      ];
    case 'orphan':
    case 'orphan-chain': {
      const orphan = orphaned.waste('its volume is gone for longer than 30 days can explain');
      if (!isOld(facts)) return [orphan, archive.fine('less than 90 days old')];
      return [orphan, old.waste('taken more than 95 days ago, of a volume that is gone'), archive.waste()];
    }
    case 'copy':
      return [
        old.waste('a copy made more than 95 days ago'),
        orphaned.fine('a copy does not tell its volume'),
        archive.fine('a copy does not tell what it shares with others'),
      ];
    case 'retention':
      return [old.fine('its retention tag keeps it for years'), archive.waste()];
    case 'retention-ends':
      return [
        old.fine('its retention tag keeps it for some weeks more'),
        archive.fine('it is to be deleted before the archive pays'),
      ];
    case 'orphan-young':
      return [orphaned.fine('its volume is gone, but the snapshot is less than 30 days old')];
    case 'orphan-policy':
      return kept('its volume is gone, but a lifecycle policy removes it in time');
    case 'policy':
      return [old.fine('made and removed by a lifecycle policy')];
    case 'image':
      return kept('a machine image consists of it');
    case 'template':
      return kept('a launch template makes volumes from it');
    case 'backup':
      return kept('AWS Backup made it and will remove it');
    case 'cluster':
      return kept('a Kubernetes volume snapshot');
    case 'archived':
      return kept('in the archive tier: somebody meant to keep it');
    case 'keep':
      return kept(`protected by the tag ${KEEP_TAG}`);
    case 'young':
      return [old.fine('less than 85 days old')];
  }
}

function makerOf(checkId: string, usual = '') {
  return {
    waste: (because = usual): Planted => ({ checkId, verdict: 'waste', because }),
    fine: (because: string): Planted => ({ checkId, verdict: 'fine', because }),
  };
}

const makers = {
  old: makerOf(CHECK.snapshotOld),
  orphaned: makerOf(CHECK.snapshotOrphaned),
  archive: makerOf(
    CHECK.snapshotArchive,
    'the only one of its volume, kept for more than 95 days, and cheaper in the archive',
  ),
};
